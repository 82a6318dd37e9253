import { kinds, knownKind } from "../api/kinds.ts";
import { groupOf, type KubeObject } from "../api/kubeObject.ts";
import type { Watched } from "../api/watched.ts";
import { isController } from "./controllers.ts";
import { byName, type Head, type Layout } from "./layout.ts";

/** Sources, Kustomizations, HelmReleases … each under its head. */
export const kindLayout: Layout = {
  takes: (object) => headNameOf(object) !== undefined,
  get heads() {
    return heads;
  },
  headOf(object) {
    const name = headNameOf(object);
    return name === undefined ? undefined : byHeadName.get(name);
  },
  compare: (one, other) => orderOf(one) - orderOf(other) || byName(one, other),
  isKindTold: (object, head) => head !== undefined && (single.has(head) || isController(object)),
  isNamespaceTold: false,
};

/** The head under which an object stands in the view of the cluster; `undefined`: it does not. */
function headNameOf(object: KubeObject): string | undefined {
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

/** Heads that hold one kind only, so that its name need not be told again. */
const single: ReadonlySet<string> = new Set(["kustomizations", "releases"]);

const watches =
  (name: string): Head["watches"] =>
  ({ resource: { kind, group } }: Watched) => {
    if (name === "controllers") return kind === "Deployment" && group === "apps";
    const known = knownKind(kind, group);
    if (!known) return false;
    if (known.role !== "applier") return roles[known.role] === name;
    return (known.kind === "Kustomization" ? "kustomizations" : "releases") === name;
  };

const heads: readonly Head[] = [
  { name: "operator", label: "Flux Operator", icon: "rocket" },
  { name: "sources", label: "Sources", icon: "repo" },
  { name: "kustomizations", label: "Kustomizations", icon: "layers" },
  { name: "releases", label: "HelmReleases", icon: "package" },
  { name: "images", label: "Image Automation", icon: "tag" },
  { name: "notifications", label: "Notifications", icon: "bell" },
  { name: "controllers", label: "Controllers", icon: "server-process" },
].map((it, order) => ({ ...it, order, watches: watches(it.name) }));

const byHeadName = new Map(heads.map((it) => [it.name, it]));

const order = new Map(kinds.map(({ kind }, index) => [kind, index]));

const orderOf = ({ kind }: KubeObject): number => order.get(kind) ?? 0;
