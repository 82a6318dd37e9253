import type { DocumentPlace } from "../origin.ts";
import { type Span, spanOf } from "../source.ts";
import { stop } from "./stop.ts";

/** A part of a text that kustomize gives to its reader of YAML as a whole. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a text at its lines of `---`, as kyaml does: whatever begins with three dashes is such a line, and only blanks
 * and comments may follow them. https://github.com/kubernetes-sigs/kustomize (`kio.splitDocuments`)
 */
export function piecesOf(
  text: string,
  placeOf: (span: Span) => DocumentPlace | undefined,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = text.indexOf(MARK); at !== -1; at = text.indexOf(MARK, start)) {
    const end = text.indexOf("\n", at + MARK.length);
    if (end === -1) break;
    const behind = text.slice(at + MARK.length, end).trim();
    if (behind !== "" && !behind.startsWith("#")) {
      const line = text.slice(at + 1, end).trim();
      stop(`invalid document separator: ${line}`, placeOf(spanOf(at + 1, at + 1 + line.length)));
    }
    pieces.push({ start, end: at + 1 });
    start = end + 1;
  }
  pieces.push({ start, end: Number.POSITIVE_INFINITY });
  return pieces;
}

const MARK = "\n---";
