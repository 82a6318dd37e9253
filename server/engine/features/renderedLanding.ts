import { locate } from "../locate.ts";
import { type Node, type Path, type Step, samePath } from "../node.ts";
import { parsed } from "../parsed.ts";
import { type Cursor, touches } from "../source.ts";
import type { Workspace } from "../workspace.ts";
import type { RenderedDocument, RenderedObject } from "./rendered.ts";

/**
 * Where in rendered manifests the thing under a cursor in a file has landed, as an offset in their text: the first value
 * that was set there, now or before something else was put in its place, or else the first object that began there.
 *
 * @param workspace the moment at which the document was made
 */
export function renderedLanding(
  workspace: Workspace,
  document: RenderedDocument,
  cursor: Cursor,
): number | undefined {
  const found = locate(workspace, cursor);
  if (!found) return undefined;
  const isHere = (node: Node | undefined): boolean => {
    for (let it = node; it?.from; it = it.from.before) {
      if (it.from.document === found.document && touches(it.span, found.offset)) return true;
    }
    return false;
  };
  for (const shown of document.objects) {
    const path = pathTo(shown.node, isHere);
    if (path) return offsetOf(shown, path);
  }
  const began = document.objects.find(
    ({ object }) =>
      object.began.document === found.document &&
      samePath(object.began.at, found.resource?.at ?? []),
  );
  return began && offsetOf(began, []);
}

/** The way to the first scalar, or field with a key, of which something holds. */
function pathTo(node: Node, isHere: (node: Node | undefined) => boolean): Path | undefined {
  for (const [step, key, value] of partsOf(node)) {
    if (isHere(key) || (value?.kind === "scalar" && isHere(value))) return [step];
    const rest = value && pathTo(value, isHere);
    if (rest) return [step, ...rest];
  }
  return undefined;
}

type Part = readonly [step: Step, key: Node | undefined, value: Node | undefined];

const partsOf = (node: Node | undefined): readonly Part[] => {
  if (node?.kind === "mapping") return node.entries.map((it) => [it.key.text, it.key, it.value]);
  return node?.kind === "sequence" ? node.items.map((it, index) => [index, undefined, it]) : [];
};

/** As far as the path leads in the text. */
function offsetOf({ placed }: RenderedObject, path: Path): number {
  let node = parsed(placed.document).root;
  let offset = node?.span.start ?? 0;
  for (const wanted of path) {
    const part = partsOf(node).find(([step]) => step === wanted);
    if (!part) break;
    const [, key, value] = part;
    offset = (key ?? value)?.span.start ?? offset;
    node = value;
  }
  return placed.start + offset;
}
