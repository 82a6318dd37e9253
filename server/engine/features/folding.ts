import { type Span, spanOf } from "../source.ts";
import type { Workspace, WorkspaceFile } from "../workspace.ts";

/** Lines that can be folded into the first of them. */
export interface Fold {
  readonly span: Span;
  readonly kind: "document" | "comment" | "block";
}

/**
 * What can be folded in a file: documents where there are several, runs of comment lines, and whatever is indented
 * below a line or listed under a key. Reads lines, not trees, so that text that is no YAML folds as well.
 */
export function folding(_: Workspace, file: WorkspaceFile): readonly Fold[] {
  const lines = linesOf(file.text ?? "");
  return [...documentFolds(file), ...commentFolds(lines), ...blockFolds(lines)];
}

interface Line {
  readonly start: number;
  /** Without trailing blanks. */
  readonly end: number;
  readonly indent: number;
  readonly kind: "blank" | "comment" | "marker" | "text";
  /** A list item: `- `. */
  readonly isItem: boolean;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  /** Lines indented deeper than this belong to the text of a block scalar. */
  let scalar: number | undefined;
  for (let start = 0; start <= text.length; ) {
    const next = text.indexOf("\n", start);
    const stop = next < 0 ? text.length : next;
    const words = text.slice(start, stop).trimEnd();
    const indent = words.length - words.trimStart().length;
    if (scalar !== undefined && words !== "" && indent <= scalar) scalar = undefined;
    const kind = kindOf(words, indent, scalar !== undefined);
    const isItem = kind === "text" && scalar === undefined && /^\s*-(\s|$)/.test(words);
    lines.push({ start, end: start + words.length, indent, kind, isItem });
    if (kind === "text" && scalar === undefined && BLOCK_SCALAR.test(words)) {
      scalar = scalarIndent(words, indent);
    }
    start = stop + 1;
  }
  return lines;
}

/** `key: |`, `- >-`, `key: !tag |2 # why`. */
const BLOCK_SCALAR = /(?:^|[:-]\s|\s)[|>](?:[-+]?\d?|\d[-+])(?:\s+#.*)?$/;

/** In `- key: |` it is the column of the key that counts. */
const scalarIndent = (words: string, indent: number): number => {
  const dashes = /^\s*((?:-\s+)*)\S*\s*:/.exec(words)?.[1]?.length ?? 0;
  return indent + dashes;
};

function kindOf(words: string, indent: number, inScalar: boolean): Line["kind"] {
  if (words === "") return "blank";
  if (inScalar) return "text";
  if (indent === 0 && /^(---|\.\.\.)(\s|$)/.test(words)) return "marker";
  return words[indent] === "#" ? "comment" : "text";
}

function documentFolds(file: WorkspaceFile): readonly Fold[] {
  if (file.documents.length < 2) return [];
  return file.documents.flatMap(({ document, start }) => {
    const text = document.text.trimEnd();
    const lead = document.text.length - document.text.trimStart().length;
    const isLong = text.trim().includes("\n");
    return isLong
      ? [{ span: spanOf(start + lead, start + text.length), kind: "document" as const }]
      : [];
  });
}

function commentFolds(lines: readonly Line[]): readonly Fold[] {
  const folds: Fold[] = [];
  let first: Line | undefined;
  let last: Line | undefined;
  for (const line of [...lines, undefined]) {
    if (line?.kind === "comment") {
      first ??= line;
      last = line;
      continue;
    }
    if (first && last && first !== last) {
      folds.push({ span: spanOf(first.start, last.end), kind: "comment" });
    }
    first = undefined;
  }
  return folds;
}

interface Open {
  readonly line: Line;
  last: Line;
}

/** A line holds all that is indented deeper below it; a key also holds a list at its own indentation. */
function blockFolds(lines: readonly Line[]): readonly Fold[] {
  const folds: Fold[] = [];
  const open: Open[] = [];
  const close = (it: Open) => {
    if (it.last !== it.line) {
      folds.push({ span: spanOf(it.line.start + it.line.indent, it.last.end), kind: "block" });
    }
  };
  for (const line of lines) {
    if (line.kind === "blank" || line.kind === "comment") continue;
    const isEnd = line.kind === "marker";
    while (open.length > 0 && (isEnd || !holds(open.at(-1), line))) close(open.pop() as Open);
    if (isEnd) continue;
    for (const it of open) it.last = line;
    open.push({ line, last: line });
  }
  for (const it of open.reverse()) close(it);
  return folds.sort((a, b) => a.span.start - b.span.start);
}

function holds(above: Open | undefined, line: Line): boolean {
  if (!above) return false;
  if (above.line.indent < line.indent) return true;
  return above.line.indent === line.indent && line.isItem && !above.line.isItem;
}
