import { type DocumentPlace, placeOfNode } from "../origin.ts";
import { absolute } from "../place.ts";
import { type Place, shifted, spanOf } from "../source.ts";
import type { View } from "../view.ts";
import { lineOf } from "./lineOf.ts";
import { type RenderedDocument, type RenderedSpot, renderedAt } from "./rendered.ts";

/**
 * Where what stands at an offset of rendered manifests was written: the line that last set a value, or for a map or
 * list the line that holds it.
 *
 * @param built the moment at which the document was made
 * @param now the moment in which the place is opened
 */
export function renderedDefinition(
  built: View,
  now: View,
  document: RenderedDocument,
  offset: number,
): Place | undefined {
  const spot = renderedAt(document, offset);
  const place = spot && originOf(spot);
  return place && placeNow(built, now, place);
}

function originOf({ node, key, shown }: RenderedSpot): DocumentPlace {
  const { path, document } = shown.object.began;
  const whole = { path, document, span: spanOf(0, 0) };
  if (node?.kind === "scalar") return placeOfNode(node) ?? whole;
  return placeOfNode(key) ?? placeOfNode(node) ?? whole;
}

/** A file that has changed meanwhile is opened at the document that says the same, or else where the line was. */
function placeNow(built: View, now: View, place: DocumentPlace): Place | undefined {
  const file = now.file(place.path);
  if (!file) return undefined;
  const lead = leadOf(place.document.text);
  const body = place.document.text.slice(lead);
  for (const { document } of file.documents) {
    const own = leadOf(document.text);
    if (document.text.slice(own) !== body) continue;
    return absolute(file, { ...place, document, span: shifted(place.span, own - lead) });
  }
  const { line = 1 } = lineOf(built, place);
  const start = startOfLine(file.text ?? "", line);
  return { path: place.path, span: spanOf(start, start) };
}

/** The length of the `---` line that a document begins with, if it is not the first of its file. */
const leadOf = (text: string): number => /^---[^\n]*\n/.exec(text)?.[0].length ?? 0;

/** Of the last line, where there are not so many. */
function startOfLine(text: string, line: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = text.indexOf("\n", start);
    if (next < 0) return start;
    start = next + 1;
  }
  return start;
}
