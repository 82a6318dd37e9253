import { lineEnd, lineStart, nextLine } from "../lines.ts";

/**
 * The column at which a new key must start on a blank or half-typed line, so that what follows it stays where it
 * belongs: the column of the next line where that is deeper, else the nearest in which the lines above have keys.
 */
export function marginAt(text: string, offset: number, column: number): number {
  const start = lineStart(text, offset);
  const columns = columnsAbove(text, start);
  const next = indentBelow(text, offset);
  const deepest = columns.opens ? Math.max(...columns.keys, -1) : undefined;
  if (deepest !== undefined && next !== undefined && next > deepest) return next;
  if (next !== undefined && next > column && columns.keys.includes(next)) return next;
  if (deepest !== undefined && column > deepest) return column;
  if (columns.keys.includes(column) || columns.keys.length === 0) return column;
  return columns.keys.reduce((best, it) =>
    Math.abs(it - column) < Math.abs(best - column) ? it : best,
  );
}

interface Columns {
  /** Of the keys that are open at the line, inner ones first. */
  readonly keys: readonly number[];
  /** The innermost of them still lacks its value. */
  readonly opens: boolean;
}

function columnsAbove(text: string, start: number): Columns {
  const keys: number[] = [];
  let opens = false;
  let limit = Number.POSITIVE_INFINITY;
  for (let end = start - 1; end > 0 && limit > 0; end = lineStart(text, end) - 1) {
    const line = text.slice(lineStart(text, end), end);
    const indent = line.search(/[^\s]/);
    if (indent < 0 || indent >= limit || line[indent] === "#") continue;
    if (/^(?:---|\.\.\.)/.test(line)) break;
    const [, lead = "", value] =
      /^(\s*(?:- +)*)[^\s#][^#]*?:(?:\s+(.*))?$/.exec(line.trimEnd()) ?? [];
    if (lead !== "" || /^[^\s#-][^#]*?:(?:\s|$)/.test(line)) {
      if (keys.length === 0) opens = value === undefined || value.startsWith("#");
      keys.push(lead.length);
    }
    limit = indent;
  }
  return { keys, opens };
}

/** How far the next line that says something is indented. */
function indentBelow(text: string, offset: number): number | undefined {
  for (let at = nextLine(text, offset); at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    const indent = line.search(/\S/);
    if (indent >= 0 && line[indent] !== "#") return indent;
  }
  return undefined;
}
