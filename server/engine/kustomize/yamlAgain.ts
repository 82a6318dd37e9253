import { columnOf } from "../lines.ts";
import type { Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import { parsed } from "../parsed.ts";
import { type Span, spanOf } from "../source.ts";
import type { Comment } from "../yaml.ts";
import { keyAgain, scalarAgain } from "./scalarAgain.ts";

/**
 * A tree as YAML that keeps quotes, brackets and comments, in the layout of go-yaml: two spaces a level, none before
 * the dashes of a list, no empty lines. `text` is that in which the spans of nodes and comments count.
 */
export function yamlAgain(node: Node, text: string, comments: readonly Comment[]): string {
  const { start, end } = node.span;
  const isMarked = /^---/m.test(text.slice(0, start));
  const writer: Writer = { text, comments: [...comments], isMarked, end, out: "" };
  if (isBlock(node)) block(writer, node, 0, false);
  else {
    writer.out += inline(node);
    endLine(writer, node);
  }
  closing(writer);
  return writer.out;
}

interface Writer {
  readonly text: string;
  /** Those not yet written, in order. */
  readonly comments: Comment[];
  /** Does the document begin with `---`? */
  readonly isMarked: boolean;
  /** Of the tree, in the text. */
  readonly end: number;
  /** Where the last comment ended that stands behind something on its line. */
  beside?: number;
  /** The last comment that closes a mapping. */
  foot?: Comment;
  out: string;
}

/** Where something stands that was not in the text. */
export const ADDED: Span = spanOf(-1, -1);

export const isAdded = ({ span }: Node): boolean => span.start < 0;

type Block = Mapping | Sequence;

const isBlock = (node: Node): node is Block =>
  (node.kind === "mapping" && !node.flow && node.entries.length > 0) ||
  (node.kind === "sequence" && !node.flow && node.items.length > 0);

/** `open`: the cursor already stands where the first line begins. */
function block(writer: Writer, node: Block, depth: number, open: boolean) {
  if (node.kind === "sequence") {
    for (const [index, item] of node.items.entries()) {
      if (item) commentsBefore(writer, item.span.start, depth, index === 0);
      if (index > 0 || !open) writer.out += margin(depth);
      element(writer, item, depth);
    }
    return;
  }
  for (const [index, entry] of node.entries.entries()) {
    const { start } = entry.key.span;
    if (isAdded(entry.key)) footBefore(writer, node, depth);
    if (index > 0 || !open) {
      commentsBefore(writer, start, depth, index === 0);
      writer.out += margin(depth);
    }
    pair(writer, entry, depth);
  }
  foot(writer, node, depth, 0);
}

function element(writer: Writer, item: Node | undefined, depth: number) {
  writer.out += "-";
  if (!item) return endLine(writer, undefined);
  if (isBlock(item)) {
    const before = head(item);
    writer.out += before === "" ? " " : `${before}\n`;
    return block(writer, item, depth + 2, before === "");
  }
  writer.out += ` ${inline(item, depth + 2)}`;
  endLine(writer, item);
}

function pair(writer: Writer, { key, value }: Entry, depth: number) {
  writer.out += `${keyText(key, false)}:`;
  if (!value) return endLine(writer, key);
  if (!isBlock(value)) {
    const written = inline(value, depth + 2);
    writer.out += written === "" ? "" : ` ${written}`;
    return endLine(writer, isBesideKey(writer, key) ? key : value);
  }
  writer.out += head(value);
  endLine(writer, key);
  if (value.kind === "mapping") return block(writer, value, depth + 2, false);
  block(writer, value, depth, false);
  footOfList(writer, value, key, depth);
}

/** Does the next comment stand behind the key, with the value below? */
function isBesideKey({ text, comments: [next] }: Writer, { span: { end } }: Scalar): boolean {
  if (!next || next.span.start < end) return false;
  const [blank = ""] = textAt(/:[ \t]*/y, text, end);
  return end + blank.length === next.span.start;
}

function textAt(pattern: RegExp, text: string, offset: number): readonly string[] {
  pattern.lastIndex = offset;
  return pattern.exec(text) ?? [];
}

/** Ends the line, with the comment that stands behind the node. */
function endLine(writer: Writer, node: Node | undefined) {
  const [next] = node && isAdded(node) ? [] : writer.comments;
  const between = node && next ? writer.text.slice(node.span.end, next.span.start) : "\n";
  if (next && node && next.span.start >= node.span.end && !between.includes("\n")) {
    writer.out += ` ${next.text}`;
    writer.beside = next.span.end;
    writer.comments.shift();
  }
  writer.out += "\n";
}

/** Those on lines of their own, before an entry or item. */
function commentsBefore(writer: Writer, offset: number, depth: number, isFirst: boolean) {
  const { comments, text } = writer;
  const count = comments.findIndex((it) => it.span.start >= offset);
  const own = comments.splice(0, count < 0 ? comments.length : count);
  const keepsGap = isFirst ? writer.out === "" && !writer.isMarked : isOfEntryBefore(writer, own);
  for (const [index, it] of own.entries()) {
    ownLine(writer, it, depth);
    if ((index < own.length - 1 || keepsGap) && hasGap(text, it.span.end)) writer.out += "\n";
  }
}

/**
 * Do the last of them follow the entry before at once? go-yaml takes them for its foot then, which an empty line parts
 * from what comes next; no other empty line stays but those between comments.
 */
function isOfEntryBefore({ text, beside = -1, foot }: Writer, own: readonly Comment[]) {
  let first = own.length - 1;
  while (first > 0 && !hasGap(text, own[first - 1]?.span.end ?? 0)) first--;
  const start = own[first]?.span.start ?? 0;
  const lineEnd = text.lastIndexOf("\n", start);
  if (lineEnd < 1) return false;
  const line = text.lastIndexOf("\n", lineEnd - 1) + 1;
  if (text.slice(line, lineEnd).trim() !== "") return beside < line;
  // A second group at the end of a mapping belongs to the entry that holds it.
  return (
    foot !== undefined &&
    text.slice(foot.span.end, start).trim() === "" &&
    columnOf(text, start) >= columnOf(text, foot.span.start)
  );
}

const hasGap = (text: string, end: number): boolean => /^\n[ \t]*\n/.test(text.slice(end));

/** Before what was added stands what belongs to the entry before, with an empty line behind it. */
function footBefore(writer: Writer, node: Mapping, depth: number) {
  const before = writer.foot;
  foot(writer, node, depth, -1);
  if (writer.foot !== before) writer.out += "\n";
}

/** Comments behind the last entry that stand as deep as the keys of the mapping belong to it; deeper than `least`. */
function foot(writer: Writer, { entries, span }: Mapping, depth: number, least: number) {
  const column = columnOf(writer.text, entries[0]?.key.span.start ?? 0);
  if (column > least) closed(writer, span, column, depth);
}

/**
 * Comments behind a list that stands deeper than its key. An empty line parts them from what follows; where none does
 * so in the text, they belong to the mapping that is the last item.
 */
function footOfList(writer: Writer, { items, span }: Sequence, key: Scalar, depth: number) {
  const { text, comments, foot: before } = writer;
  const column = columnOf(text, span.start);
  if (column <= columnOf(text, key.span.start)) return;
  const last = items.at(-1);
  const isClosed = before && last && before.span.start > last.span.start;
  if (last?.kind === "mapping" && isBlock(last) && !isClosed && !isParted(text, comments)) {
    return closed(writer, span, column, depth + 2);
  }
  closed(writer, span, column, depth);
  const after = writer.foot;
  if (after && after !== before && after.span.end < writer.end) writer.out += "\n";
}

/** Is there an empty line behind the first of them that stand together? */
function isParted(text: string, comments: readonly Comment[]): boolean {
  const last = comments.find((it, index) => {
    const next = comments[index + 1];
    return !next || !isNextLine(text, it, next);
  });
  return last !== undefined && hasGap(text, last.span.end);
}

const isNextLine = (text: string, it: Comment, next: Comment): boolean =>
  /^\n[ \t]*$/.test(text.slice(it.span.end, next.span.start));

/** Writes the comments behind what ends there, up to the first that stands before the column or behind an empty line. */
function closed(writer: Writer, { end: last }: Span, column: number, depth: number) {
  const { text, comments } = writer;
  let next = comments[0];
  if (!next) return;
  const from = Math.max(last, writer.foot?.span.end ?? 0);
  const [blank = ""] = textAt(/:?[^\S\n]*(?:#[^\n]*)?\s*/y, text, from);
  if (from + blank.length !== next.span.start) return;
  if (next.span.start > writer.end && /\n[ \t]*\n/.test(blank)) return;
  while (next && columnOf(text, next.span.start) >= column) {
    ownLine(writer, next, depth);
    writer.foot = next;
    comments.shift();
    [next] = comments;
    if (next && !isNextLine(text, writer.foot, next)) return;
  }
}

/** Those behind everything. */
function closing(writer: Writer) {
  const { text, comments, end } = writer;
  const [first] = comments;
  if (!first) return;
  const from = Math.max(end, writer.beside ?? 0, writer.foot?.span.end ?? 0);
  if (/\n[ \t]*\n[ \t]*$/.test(text.slice(from, first.span.start))) writer.out += "\n";
  for (const it of comments) {
    ownLine(writer, it, 0);
    if (hasGap(text, it.span.end)) writer.out += "\n";
  }
}

function ownLine(writer: Writer, comment: Comment, depth: number) {
  writer.out += `${margin(depth)}${comment.text}\n`;
}

const margin = (depth: number): string => " ".repeat(depth);

const head = ({ anchor, tag }: Pick<Scalar, "anchor" | "tag">): string =>
  (anchor === undefined ? "" : ` &${anchor}`) + (tag === undefined ? "" : ` ${tag}`);

/** Without a depth, it stands in brackets. */
function inline(node: Node, depth?: number): string {
  const before = node.kind === "alias" ? "" : head(node).trimStart();
  const written = bare(node, depth);
  return before === "" ? written : `${before} ${written}`.trimEnd();
}

function bare(node: Node, depth: number | undefined): string {
  switch (node.kind) {
    case "alias":
      return `*${node.name}`;
    case "sequence":
      return `[${node.items.map((it) => (it ? inline(it) : "''")).join(", ")}]`;
    case "mapping":
      return `{${node.entries.map(flowPair).join(", ")}}`;
    case "scalar":
      return scalarAgain(node, depth);
  }
}

function flowPair({ key, value }: Entry): string {
  const written = value ? inline(value) : "''";
  // Braces of templates make a mapping a key; the reader holds its text.
  const complex = key.tag === "!!map" || key.tag === "!!seq" ? rootOf(key.text) : undefined;
  return complex ? `? ${inline(complex)} : ${written}` : `${keyText(key, true)}: ${written}`;
}

const rootOf = (text: string): Node | undefined => parsed({ text, inherited: undefined }).root;

/** Keys stay on one line. go-yaml says of the key that merges that it does. */
function keyText(key: Scalar, inFlow: boolean): string {
  if (key.style === "plain" && key.text === "<<" && key.tag === undefined) return "!!merge <<";
  const before = head(key).trimStart();
  const written = keyAgain(key, inFlow);
  return before === "" ? written : `${before} ${written}`.trimEnd();
}
