import { type Identity, identityOf, isKustomizeFile } from "../identity.ts";
import { memo } from "../memo.ts";
import { at, get, itemsOf, type Node, resolved, type Scalar, scalarOf } from "../node.ts";
import { type Resource, treeOf } from "../resource.ts";
import { spanOf } from "../source.ts";
import type { View } from "../view.ts";
import { parseDocument } from "../yaml.ts";
import { isFluxKustomization } from "./builders.ts";

/** A patch written as text inside a kustomization file or Flux Kustomization. */
export interface InlinePatch {
  /** The kustomization that holds it. */
  readonly holder: Resource;
  /** What it patches, by its own words. */
  readonly identity: Identity;
  /** The scalar with the name, its span counted from the start of the holder's document. */
  readonly name: Scalar;
}

/**
 * The strategic merge patches that stand in block text (`patch: |-`) of a kustomization. Patches in quotes are rare
 * and have no lines of their own, so they are not looked into.
 */
export function inlinePatchesOf(holder: Resource, view: View): readonly InlinePatch[] {
  // Nearly all kustomizations have none; a look at the text spares the parsing of it.
  if (!holder.document.text.includes("atch")) return [];
  if (!view.file(holder.path) || !(isKustomizeFile(holder) || isFluxKustomization(holder)))
    return [];
  const root = treeOf(holder);
  return root ? inTree(root)(holder) : [];
}

const inTree = memo((root: Node) => {
  let found: readonly InlinePatch[] | undefined;
  return (holder: Resource) => {
    found ??= blockTexts(root, holder).flatMap((scalar) => patchesIn(holder, scalar));
    return found;
  };
});

function blockTexts(root: Node, holder: Resource): readonly Scalar[] {
  const fields = isKustomizeFile(holder) ? root : get(root, "spec");
  const nodes = [
    ...itemsOf(get(fields, "patches")).map((it) => get(it, "patch")),
    ...itemsOf(get(fields, "patchesStrategicMerge")),
  ];
  return nodes.flatMap((node) => {
    const scalar = resolved(node) === node ? scalarOf(node) : undefined;
    return scalar?.style === "literal" ? [scalar] : [];
  });
}

/** Block text keeps its lines, so with its indentation it is a document as it stands. */
function patchesIn(holder: Resource, scalar: Scalar): readonly InlinePatch[] {
  const text = holder.document.text.slice(0, scalar.span.end);
  const out: InlinePatch[] = [];
  let start = text.indexOf("\n", scalar.span.start) + 1;
  if (start === 0) return [];
  for (const piece of text.slice(start).split(/^(?=[ \t]*---[ \t\r]*$)/m)) {
    const patch = patchIn(holder, piece, start);
    if (patch) out.push(patch);
    start += piece.length;
  }
  return out;
}

function patchIn(holder: Resource, piece: string, start: number): InlinePatch | undefined {
  const divider = /^[ \t]*---[ \t\r]*\n?/.exec(piece)?.[0].length ?? 0;
  const { root } = parseDocument({ text: piece.slice(divider), inherited: undefined });
  const identity = identityOf(root, "");
  const name = at(root, ["metadata", "name"]);
  if (!identity || name?.kind !== "scalar" || identity.name === "") return undefined;
  const by = start + divider;
  const span = spanOf(name.span.start + by, name.span.end + by);
  return { holder, identity, name: { ...name, span } };
}

/** The inline patch whose name is at that offset of the document. */
export const inlinePatchAt = (
  holder: Resource,
  view: View,
  offset: number,
): InlinePatch | undefined =>
  inlinePatchesOf(holder, view).find(
    ({ name }) => name.span.start <= offset && offset <= name.span.end,
  );
