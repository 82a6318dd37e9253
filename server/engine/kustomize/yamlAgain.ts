import type { Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import { parsed } from "../parsed.ts";
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
    if (index > 0 || !open) {
      commentsBefore(writer, entry.key.span.start, depth, index === 0);
      writer.out += margin(depth);
    }
    pair(writer, entry, depth);
  }
  foot(writer, node, depth);
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
    return endLine(writer, value);
  }
  writer.out += head(value);
  endLine(writer, key);
  block(writer, value, value.kind === "sequence" ? depth : depth + 2, false);
}

/** Ends the line, with the comment that stands behind the node. */
function endLine(writer: Writer, node: Node | undefined) {
  const [next] = writer.comments;
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

/** Comments behind the last entry that stand as deep as the keys of the mapping belong to it. */
function foot(writer: Writer, { entries, span }: Mapping, depth: number) {
  const { text, comments } = writer;
  const column = columnOf(text, entries[0]?.key.span.start ?? 0);
  let next = comments[0];
  if (column === 0 || !next) return;
  const between = /:?[^\S\n]*(?:#[^\n]*)?\s*/y;
  between.lastIndex = span.end;
  const [blank = ""] = between.exec(text) ?? [];
  if (span.end + blank.length !== next.span.start) return;
  if (next.span.start > writer.end && /\n[ \t]*\n/.test(blank)) return;
  while (next && columnOf(text, next.span.start) >= column) {
    ownLine(writer, next, depth);
    writer.foot = next;
    const { end } = next.span;
    comments.shift();
    [next] = comments;
    if (next && !/^\n[ \t]*$/.test(text.slice(end, next.span.start))) return;
  }
}

const columnOf = (text: string, offset: number): number =>
  offset - text.lastIndexOf("\n", offset - 1) - 1;

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
