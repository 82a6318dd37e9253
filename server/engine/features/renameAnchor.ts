import { aliasesOf, anchorAt, anchoringOf } from "../anchors.ts";
import type { Location } from "../locate.ts";
import { absolute } from "../place.ts";
import { type Edit, type Span, spanOf } from "../source.ts";
import type { YamlDocument } from "../yaml.ts";
import { type Refusal, type Renamed, refusal } from "./renameResult.ts";

/** Renames an anchor and all aliases that mean it. */
export function renameAnchor(location: Location, to: string): Renamed | Refusal {
  const { file } = location;
  const anchor = anchorAt(location);
  if (!anchor) return refusal("No anchor stands above this alias.");
  if (to === anchor.anchor.name) return { type: "edits", edits: [] };
  if (!/^[^\s,[\]{}&*]+$/.test(to)) {
    return refusal(
      `"${to}" cannot be the name of an anchor: no blanks, brackets, braces or commas.`,
    );
  }
  const isTaken = file.documents.some(({ document }) => {
    const { anchors, aliases } = anchoringOf(document);
    return [...anchors, ...aliases].some((it) => it.name === to);
  });
  if (isTaken) return refusal(`This file has an anchor "${to}" already.`);
  const edit = (document: YamlDocument, span: Span): readonly Edit[] => {
    const place = absolute(file, { path: file.path, document, span });
    return place ? [{ place, text: to }] : [];
  };
  const edits = [
    ...edit(anchor.document, anchor.anchor.span),
    ...aliasesOf(file, anchor).flatMap(({ document, alias: { span } }) =>
      edit(document, spanOf(span.start + 1, span.end)),
    ),
  ];
  return { type: "edits", edits };
}
