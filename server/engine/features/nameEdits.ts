import { aliasesOf, anchoringOf } from "../anchors.ts";
import { stringText } from "../edits/scalarText.ts";
import type { Alias, Scalar } from "../node.ts";
import { absolute } from "../place.ts";
import { resourcesOf } from "../resource.ts";
import type { Edit, Span } from "../source.ts";
import type { View } from "../view.ts";
import type { WorkspaceFile } from "../workspace.ts";
import { type Written, writtenAt } from "../written.ts";
import type { YamlDocument } from "../yaml.ts";
import type { Mention } from "./mentions.ts";

/**
 * The edits that put a new name in all these places. An anchored name changes once, and its aliases with it; but what
 * names something else through the same anchor keeps its meaning: there the name itself is written instead.
 */
export function nameEdits(mentions: readonly Mention[], to: string, view: View): readonly Edit[] {
  const edits = new Map<string, Edit>();
  const put = (path: string, document: YamlDocument, node: Scalar | Alias, text: string) => {
    const place = absolute(view.file(path), { path, document, span: node.span });
    const style = node.kind === "scalar" && !isBlock(node) ? node.style : "plain";
    if (!place) return;
    const key = `${place.span.start} ${path}`;
    edits.set(key, { place, text: stringText(text, { flow: true, style }) });
  };
  for (const { written } of mentions) {
    const { path, document, scalar, alias } = written;
    const file = view.file(path);
    if (!file) continue;
    if (alias && isNameOfOther(file, written, mentions)) {
      put(path, alias.document, alias.node, to);
      continue;
    }
    put(path, document, scalar, to);
    if (scalar.anchor === undefined) continue;
    for (const it of othersThrough(file, document, scalar, mentions)) {
      put(path, it.document, it.node, scalar.text);
    }
  }
  return [...edits.values()].sort(byPlace);
}

const isBlock = ({ style }: Scalar): boolean => style === "literal" || style === "folded";

const byPlace = (a: Edit, b: Edit): number =>
  a.place.path === b.place.path
    ? a.place.span.start - b.place.span.start
    : a.place.path < b.place.path
      ? -1
      : 1;

const isAt = (it: Written, document: YamlDocument, { span }: Scalar | Alias): boolean =>
  it.document === document && sameSpan(it.scalar.span, span);

/** All names, references and paths of a file, as they are written. */
function writtenIn(file: WorkspaceFile): readonly Written[] {
  return file.documents.flatMap(({ document }) =>
    resourcesOf(document, file.path).flatMap((resource) =>
      [["metadata", "name"], ...resource.references.map((it) => it.path)].flatMap((path) => {
        const found = writtenAt(file, resource, path);
        return found ? [found] : [];
      }),
    ),
  );
}

/** Does the anchored scalar itself name something that keeps its name? */
function isNameOfOther(
  file: WorkspaceFile,
  { document, scalar }: Written,
  mentions: readonly Mention[],
): boolean {
  const isIt = (it: Written) => !it.alias && isAt(it, document, scalar);
  return writtenIn(file).some(isIt) && !mentions.some((it) => isIt(it.written));
}

interface PlacedAlias {
  readonly document: YamlDocument;
  readonly node: Alias;
}

/** Aliases of a scalar through which something is named that is not among the mentions. */
function othersThrough(
  file: WorkspaceFile,
  document: YamlDocument,
  scalar: Scalar,
  mentions: readonly Mention[],
): readonly PlacedAlias[] {
  const anchor = anchoringOf(document).anchors.find((it) => sameSpan(it.node.span, scalar.span));
  if (!anchor || aliasesOf(file, { document, anchor }).length === 0) return [];
  const isMentioned = (alias: PlacedAlias) =>
    mentions.some(
      ({ written }) =>
        written.alias?.document === alias.document &&
        sameSpan(written.alias.node.span, alias.node.span),
    );
  return writtenIn(file).flatMap((it) =>
    it.alias && isAt(it, document, scalar) && !isMentioned(it.alias) ? [it.alias] : [],
  );
}

const sameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;
