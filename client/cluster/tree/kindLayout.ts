import { kinds, knownKind } from "../api/kinds.ts";
import { groupOf, type KubeObject } from "../api/kubeObject.ts";
import { isController } from "./controllers.ts";
import { byName, type HeadBranch, type Layout, leaf } from "./layout.ts";

/** Sources, Kustomizations, HelmReleases … each under its head. */
export const kindLayout: Layout = {
  takes: (object) => headOf(object) !== undefined,
  branches(objects) {
    const byHead = new Map<string, KubeObject[]>();
    for (const object of objects) {
      const name = headOf(object);
      if (name === undefined) continue;
      const others = byHead.get(name);
      if (others) others.push(object);
      else byHead.set(name, [object]);
    }
    return heads.map(({ name, label, icon }): HeadBranch => {
      const own = [...(byHead.get(name) ?? [])].sort(byKindAndName);
      return {
        type: "head",
        name,
        label,
        icon,
        branches: own.map((it) => leaf(it)),
        watches: watches(name),
      };
    });
  },
  moves: () => false,
  isKindTold: (object, head) =>
    head?.type === "head" && (single.has(head.name) || isController(object)),
  isNamespaceTold: false,
};

/** The head under which an object stands in the view of the cluster; `undefined`: it does not. */
export function headOf(object: KubeObject): string | undefined {
  const known = found.get(object);
  if (known !== undefined) return known || undefined;
  const head = worked(object);
  found.set(object, head ?? "");
  return head;
}

/** Asked for every object at every drawing. */
const found = new WeakMap<KubeObject, string>();

function worked(object: KubeObject): string | undefined {
  const known = knownKind(object.kind, groupOf(object.apiVersion));
  if (!known) return isController(object) ? "controllers" : undefined;
  if (known.role === "applier")
    return known.kind === "Kustomization" ? "kustomizations" : "releases";
  return roles[known.role];
}

const roles: Readonly<Record<string, string>> = {
  source: "sources",
  image: "images",
  notification: "notifications",
  operator: "operator",
};

const heads = [
  { name: "operator", label: "Flux Operator", icon: "rocket" },
  { name: "sources", label: "Sources", icon: "repo" },
  { name: "kustomizations", label: "Kustomizations", icon: "layers" },
  { name: "releases", label: "HelmReleases", icon: "package" },
  { name: "images", label: "Image Automation", icon: "tag" },
  { name: "notifications", label: "Notifications", icon: "bell" },
  { name: "controllers", label: "Controllers", icon: "server-process" },
] as const;

/** Heads that hold one kind only, so that its name need not be told again. */
const single: ReadonlySet<string> = new Set(["kustomizations", "releases"]);

const watches =
  (name: string): HeadBranch["watches"] =>
  ({ resource: { kind, group } }) => {
    if (name === "controllers") return kind === "Deployment" && group === "apps";
    const known = knownKind(kind, group);
    if (!known) return false;
    if (known.role !== "applier") return roles[known.role] === name;
    return (known.kind === "Kustomization" ? "kustomizations" : "releases") === name;
  };

const order = new Map(kinds.map(({ kind }, index) => [kind, index]));

const byKindAndName = (one: KubeObject, other: KubeObject): number =>
  (order.get(one.kind) ?? 0) - (order.get(other.kind) ?? 0) || byName(one, other);
