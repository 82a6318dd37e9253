import { pointedOf } from "../builtTables.ts";
import { numberOf } from "../fingerprint.ts";
import { memo } from "../memo.ts";
import { type Node, at as nodeAt, type Path } from "../node.ts";
import type { Step } from "../origin.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { View } from "../view.ts";

/** What one build makes of a value that a manifest says. */
export type Outcome =
  | { readonly type: "kept"; readonly built: Resource; readonly node: Node }
  /** `node`: what stands there now; its origin tells who put it there. */
  | { readonly type: "replaced"; readonly built: Resource; readonly node: Node }
  /** `by`: what may have taken it away; several where that cannot be told. */
  | { readonly type: "removed"; readonly built: Resource; readonly by: readonly Step[] };

/** What becomes of the value at a path of a manifest, in each build that takes it up. */
export function outcomesOf(view: View, written: Resource, path: Path): readonly Outcome[] {
  const tree = treeOf(written);
  const value = nodeAt(tree, path);
  if (!value) return [];
  return view.builtFrom(written).map((built) => outcomeIn(built, tree, path, value));
}

function outcomeIn(built: Resource, tree: Node | undefined, path: Path, value: Node): Outcome {
  const root = treeOf(built);
  const now = root && nodeOf(built, root, value, path);
  if (now) return said(built, value, now);
  // What stood around it may have been replaced as a whole.
  for (let depth = path.length - 1; root && depth >= 0; depth--) {
    const around = nodeAt(tree, path.slice(0, depth));
    const kept = around && nodeOf(built, root, around, path.slice(0, depth));
    if (!around || !kept) continue;
    const rest = path.slice(depth);
    const isReplaced = !isAt(kept, built, around);
    const instead = isReplaced || typeof rest[0] === "string" ? nodeAt(kept, rest) : undefined;
    if (instead) return said(built, value, instead);
    const { step } = kept.from ?? {};
    return { type: "removed", built, by: isReplaced && step ? [step] : patchesOf(built) };
  }
  return { type: "removed", built, by: patchesOf(built) };
}

const patchesOf = (built: Resource): readonly Step[] =>
  pointedOf(built).filter(({ by }) => by.startsWith("Patch"));

function said(built: Resource, value: Node, top: Node): Outcome {
  const node = changer(top);
  const isSame =
    value.kind === "scalar" && node.kind === "scalar"
      ? node.text === value.text
      : node.kind === value.kind && isAt(node, built, value);
  return { type: isSame ? "kept" : "replaced", built, node };
}

/** Of nodes that say the same, one over the other, the one that said it first. */
function changer(top: Node): Node {
  let it = top;
  for (let { before } = it.from ?? {}; before; { before } = it.from ?? {}) {
    const isSame = it.kind === "scalar" && before.kind === "scalar" && it.text === before.text;
    if (!isSame && !SILENT.has(it.from?.step?.by ?? "")) return it;
    it = before;
  }
  return it;
}

/** Other ways to write the same. */
const SILENT: ReadonlySet<string> = new Set(["Normalisation", "Ownership"]);

const isAt = (node: Node, { document }: Resource, { span, kind }: Node): boolean =>
  node.kind === kind &&
  (node.from?.document ?? document) === document &&
  node.span.start === span.start &&
  node.span.end === span.end;

/** The node of a built tree that took the place of a written one, wherever lists have moved it. */
function nodeOf(built: Resource, root: Node, value: Node, path: Path): Node | undefined {
  const candidates = indexOf(root).get(keyOf(value, built)) ?? [];
  if (candidates.length < 2) return candidates[0];
  // Aliases put one text in several places.
  const there = nodeAt(root, path);
  return candidates.find((it) => it === there) ?? candidates[0];
}

const keyOf = ({ kind, span, from }: Node, { document }: Pick<Resource, "document">): string =>
  `${numberOf(from?.document ?? document)} ${kind} ${span.start} ${span.end}`;

/** The nodes of a built tree by the places of all that stood where they stand. */
const indexOf: (root: Node) => ReadonlyMap<string, readonly Node[]> = memo((root) => {
  const index = new Map<string, Node[]>();
  const note = (node: Node): void => {
    for (let it: Node | undefined = node; it?.from; it = it.from.before) {
      const key = keyOf(it, it.from);
      const known = index.get(key);
      if (!known) index.set(key, [node]);
      else if (!known.includes(node)) known.push(node);
    }
    if (node.kind === "mapping") for (const { value } of node.entries) if (value) note(value);
    if (node.kind === "sequence") for (const item of node.items) if (item) note(item);
  };
  note(root);
  return index;
});
