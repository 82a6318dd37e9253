import type { Entry, Mapping, Node, Scalar } from "../node.ts";
import { eachChanged } from "./eachChanged.ts";
import { withEntries, withItems } from "./tree.ts";

/**
 * A label that kustomize adds in several places of an object is one value there: whoever writes over it in one of
 * them, other than by a JSON patch, changes all. Seen in 5.8.1: a patch of `metadata.labels.app` above a base with
 * `commonLabels` also changes selectors and pod templates.
 *
 * Here those places hold the same node, which nothing else does. A step that writes over one notes what became of it,
 * and ends with `rewritten`.
 */
export interface Rewrites {
  /** Absent as long as there is nothing to note, which is nearly always. */
  noted?: Map<Scalar, Node>;
}

export const noRewrites = (): Rewrites => ({});

/** Notes that the one was replaced by the other, where this concerns other places. */
export function noteRewrite(rewrites: Rewrites, before: Node | undefined, after: Node) {
  if (before === after || before?.kind !== "scalar" || !isShared(before)) return;
  rewrites.noted ??= new Map();
  rewrites.noted.set(before, after);
}

/** The tree with the other places changed alike. */
export function rewritten<T extends Node>(node: T, { noted }: Rewrites): T {
  return noted ? (replaced(node, noted) as T) : node;
}

/** Is it, or did it take the place of, a value that was added as a label or annotation? */
export function isShared(node: Scalar): boolean {
  let it: Node | undefined = node;
  for (let hops = 0; it && hops < 100; hops++) {
    const by = it.from?.step?.by;
    if (by === undefined || it.kind !== "scalar") return false;
    if (by === "LabelTransformer" || by === "AnnotationsTransformer") return true;
    it = it.from?.before;
  }
  return false;
}

function replaced(node: Node, noted: ReadonlyMap<Scalar, Node>): Node {
  if (node.kind === "scalar") return noted.get(node) ?? node;
  return withChildren(node, (it) => replaced(it, noted));
}

/** The node with its children changed; the same node when none is. */
export function withChildren(node: Node, change: (child: Node) => Node): Node {
  if (node.kind === "mapping") return withValues(node, change);
  if (node.kind !== "sequence") return node;
  const items = eachChanged(node.items, (it) => it && change(it));
  return items === node.items ? node : withItems(node, items);
}

function withValues(mapping: Mapping, change: (child: Node) => Node): Mapping {
  const entries = eachChanged(mapping.entries, (entry): Entry => {
    const value = entry.value && change(entry.value);
    return value === entry.value ? entry : { key: entry.key, value };
  });
  return entries === mapping.entries ? mapping : withEntries(mapping, entries);
}
