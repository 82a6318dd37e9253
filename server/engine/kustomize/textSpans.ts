import type { Scalar } from "../node.ts";
import { type Span, spanOf } from "../source.ts";

/**
 * Where a span of the text of a scalar, or of a part of that text, stands in the document that holds it. Block text and
 * words without escapes keep their characters; of anything else, every span is the whole scalar.
 */
export function spansIn(text: string, holder: Scalar): (span: Span) => Span {
  const begin = holder.text.indexOf(text);
  if (begin < 0) return () => holder.span;
  const inHolder = spansOf(holder);
  return ({ start, end }) => inHolder(spanOf(begin + start, begin + end));
}

function spansOf({ text, span, from }: Scalar): (span: Span) => Span {
  const source = from?.document.text ?? "";
  // What writes the value down again may have chosen another style.
  if (source.charAt(span.start) === "|") return linewise(text, source, span);
  const at = [span.start, span.start + 1].find((it) => source.startsWith(text, it));
  if (at === undefined) return () => span;
  return ({ start, end }) => spanOf(at + start, at + end);
}

/** Each line of the text is the end of a line of the source. */
function linewise(text: string, source: string, { start, end }: Span): (span: Span) => Span {
  const lines: Line[] = [];
  let at = 0;
  let from = source.indexOf("\n", start) + 1;
  if (from === 0) return () => spanOf(start, end);
  for (const line of text.split("\n")) {
    const to = lineEnd(source, from);
    if (source.slice(to - line.length, to) !== line) return () => spanOf(start, end);
    lines.push({ at, from: line === "" ? to : to - line.length });
    at += line.length + 1;
    from = source.indexOf("\n", to) + 1 || source.length;
  }
  const place = (offset: number) => {
    const line = lines[lineAt(lines, offset)];
    return line ? line.from + offset - line.at : start;
  };
  return (span) => spanOf(place(span.start), place(span.end));
}

interface Line {
  /** Where it starts in the text. */
  readonly at: number;
  /** Where that is in the source. */
  readonly from: number;
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  if (end === -1) return source.length;
  return source.charAt(end - 1) === "\r" ? end - 1 : end;
}

/** The last line that starts at or before the offset. */
function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
