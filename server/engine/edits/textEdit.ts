import type { Span } from "../source.ts";

/** Text to put where a range of a document is now. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** The text after edits that are sorted by place; `undefined` when two of them overlap. */
export function applied(text: string, edits: readonly TextEdit[]): string | undefined {
  let out = "";
  let end = 0;
  for (const { span, text: put } of edits) {
    if (span.start < end) return undefined;
    out += text.slice(end, span.start) + put;
    end = span.end;
  }
  return out + text.slice(end);
}
