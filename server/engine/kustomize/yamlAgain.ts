import type { Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import { parsed } from "../parsed.ts";
import type { Comment } from "../yaml.ts";
import { keyAgain, scalarAgain } from "./scalarAgain.ts";

/**
 * A tree as YAML that keeps quotes, brackets and comments, in the layout of go-yaml: two spaces a level, none before
 * the dashes of a list, no empty lines. `text` is that in which the spans of nodes and comments count.
 */
export function yamlAgain(node: Node, text: string, comments: readonly Comment[]): string {
  const { start } = node.span;
  const isMarked = /^---/m.test(text.slice(0, start));
  const writer: Writer = { text, comments: [...comments], top: isMarked ? start : 0, out: "" };
  if (isBlock(node)) block(writer, node, 0, false);
  else {
    writer.out += inline(node);
    endLine(writer, node);
  }
  for (const it of writer.comments) ownLine(writer, it, 0);
  return writer.out;
}

interface Writer {
  readonly text: string;
  /** Those not yet written, in order. */
  readonly comments: Comment[];
  /** Before this, no empty lines stay: the document begins with `---`. */
  readonly top: number;
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
      if (item) commentsBefore(writer, item.span.start, depth);
      if (index > 0 || !open) writer.out += margin(depth);
      element(writer, item, depth);
    }
    return;
  }
  for (const [index, entry] of node.entries.entries()) {
    if (index > 0 || !open) {
      commentsBefore(writer, entry.key.span.start, depth);
      writer.out += margin(depth);
    }
    pair(writer, entry, depth);
  }
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
    writer.comments.shift();
  }
  writer.out += "\n";
}

function commentsBefore(writer: Writer, offset: number, depth: number) {
  while (writer.comments[0] && writer.comments[0].span.start < offset) {
    ownLine(writer, writer.comments[0], depth);
    writer.comments.shift();
  }
}

function ownLine(writer: Writer, comment: Comment, depth: number) {
  // An empty line behind it is the only one that stays.
  const { end } = comment.span;
  const gap = end > writer.top && /^\n[ \t]*\n/.test(writer.text.slice(end)) ? "\n" : "";
  writer.out += `${margin(depth)}${comment.text}\n${gap}`;
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
