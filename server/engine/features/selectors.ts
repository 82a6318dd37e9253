import { isKustomizeFile } from "../identity.ts";
import { at, get, itemsOf, type Node, type Path, textOf } from "../node.ts";
import { isOpen } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { Referrer } from "../workspace.ts";
import { isFluxKustomization } from "./builders.ts";

/** A place in a kustomization that picks objects of its own build by name: the target of a patch, and its like. */
export interface Selector {
  readonly holder: Resource;
  /** From the root of the holder to the scalar with the name. */
  readonly path: Path;
  readonly name: string;
  /** The name is a regular expression, as kustomize matches targets: the whole name, RE2. */
  readonly isPattern: boolean;
  readonly group: string | undefined;
  readonly kinds: readonly string[] | undefined;
  readonly namespace: string | undefined;
}

/** kustomize.md §15.2, §14.2, §18, §19: where selectors stand, and how they are read. */
const rows: readonly {
  readonly at: readonly string[];
  readonly isPattern?: true;
  readonly kinds?: readonly string[];
}[] = [
  { at: ["patches", "[]", "target"], isPattern: true },
  { at: ["patchesJson6902", "[]", "target"], isPattern: true },
  { at: ["replacements", "[]", "source"] },
  { at: ["replacements", "[]", "targets", "[]", "select"] },
  { at: ["replacements", "[]", "targets", "[]", "reject", "[]"] },
  { at: ["vars", "[]", "objref"] },
  {
    at: ["replicas", "[]"],
    kinds: ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"],
  },
];

/** The selectors of a kustomization file or Flux Kustomization. */
export function selectorsOf(holder: Resource): readonly Selector[] {
  if (!isKustomizeFile(holder) && !isFluxKustomization(holder)) return [];
  const prefix = isKustomizeFile(holder) ? [] : ["spec"];
  const out: Selector[] = [];
  for (const row of rows) {
    for (const { node, path } of spread(at(treeOf(holder), prefix), row.at, prefix)) {
      const name = textOf(get(node, "name"));
      if (!name || isOpen(name)) continue;
      const kind = textOf(get(node, "kind"));
      out.push({
        holder,
        path: [...path, "name"],
        name,
        isPattern: row.isPattern ?? false,
        group: groupOf(node),
        kinds: row.kinds ?? (kind ? [kind] : undefined),
        namespace: textOf(get(node, "namespace")) || undefined,
      });
    }
  }
  return out;
}

function groupOf(node: Node): string | undefined {
  const apiVersion = textOf(get(node, "apiVersion"));
  if (apiVersion !== undefined) return apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  return textOf(get(node, "group")) || undefined;
}

function* spread(
  node: Node | undefined,
  [step, ...rest]: readonly string[],
  path: Path,
): Generator<{ readonly node: Node; readonly path: Path }> {
  if (!node) return;
  if (step === undefined) yield { node, path };
  else if (step !== "[]") yield* spread(get(node, step), rest, [...path, step]);
  else {
    for (const [index, item] of itemsOf(node).entries()) {
      yield* spread(item, rest, [...path, index]);
    }
  }
}

/** Does it pick an object of that name and kind? Namespaces are left out: overlays set them. */
export function selects(
  selector: Selector,
  it: Pick<Resource, "group" | "kind" | "name">,
): boolean {
  const { group, kinds, name, isPattern } = selector;
  const same = (said: string | undefined, is: string) =>
    said === undefined || (isPattern ? matches(said, is) : said === is);
  if (!same(name, it.name) || !same(group, it.group)) return false;
  return kinds === undefined || kinds.some((kind) => same(kind, it.kind));
}

/** Anything that is no regular expression here matches only itself. */
function matches(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  if (!/[\\^$.|?*+()[{]/.test(pattern)) return false;
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}

/** Is this reference such a selector? The table of references has them too, without knowing what is built. */
export const isSelection = ({ resource, reference: { row } }: Referrer): boolean =>
  row.target.type === "object" && (isKustomizeFile(resource) || row.target.pattern === true);
