import type { Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import type { Comment } from "../yaml.ts";
import { isHiddenString } from "./scalars.ts";

/**
 * A tree as YAML that keeps quotes, brackets and comments, in the layout of go-yaml: two spaces a level, none before
 * the dashes of a list, no empty lines. `text` is that in which the spans of nodes and comments count.
 */
export function yamlAgain(node: Node, text: string, comments: readonly Comment[]): string {
  const writer: Writer = { text, comments: [...comments], out: "" };
  if (isBlock(node)) block(writer, node, 0, false);
  else writer.out += inline(node);
  for (const it of writer.comments) ownLine(writer, it, 0);
  return writer.out;
}

interface Writer {
  readonly text: string;
  /** Those not yet written, in order. */
  readonly comments: Comment[];
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
    writer.out += `${head(item)} `;
    return block(writer, item, depth + 2, true);
  }
  writer.out += ` ${inline(item, depth + 2)}`;
  endLine(writer, item);
}

function pair(writer: Writer, { key, value }: Entry, depth: number) {
  writer.out += `${inline(key)}:`;
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
  const gap = /^\n[ \t]*\n/.test(writer.text.slice(comment.span.end)) ? "\n" : "";
  writer.out += `${margin(depth)}${comment.text}\n${gap}`;
}

const margin = (depth: number): string => " ".repeat(depth);

const head = ({ anchor, tag }: Pick<Scalar, "anchor" | "tag">): string =>
  (anchor === undefined ? "" : ` &${anchor}`) + (tag === undefined ? "" : ` ${tag}`);

function inline(node: Node, depth = 0): string {
  const before = node.kind === "alias" ? "" : head(node).trimStart();
  const written = bare(node, depth);
  return before === "" ? written : `${before} ${written}`.trimEnd();
}

function bare(node: Node, depth: number): string {
  switch (node.kind) {
    case "alias":
      return `*${node.name}`;
    case "sequence":
      return `[${node.items.map((it) => (it ? inline(it) : "")).join(", ")}]`;
    case "mapping":
      return `{${node.entries.map(flowPair).join(", ")}}`;
    case "scalar":
      return scalar(node, depth);
  }
}

const flowPair = ({ key, value }: Entry): string =>
  value ? `${inline(key)}: ${inline(value)}`.trimEnd() : inline(key);

function scalar(node: Scalar, depth: number): string {
  const { text, style } = node;
  if (style === "single") return `'${text.replaceAll("'", "''")}'`;
  if (style === "double") return JSON.stringify(text);
  if (style === "literal" || style === "folded" || text.includes("\n")) return lines(text, depth);
  return isHiddenString(node) ? JSON.stringify(text) : text;
}

/** A literal block. */
function lines(text: string, depth: number): string {
  const ends = text.endsWith("\n\n") ? "+" : text.endsWith("\n") ? "" : "-";
  const body = text.replace(/\n$/, "").split("\n");
  const shown = body.map((it) => (it === "" ? "" : margin(depth) + it)).join("\n");
  return `|${/^[ \n]/.test(text) ? "2" : ""}${ends}\n${shown}`;
}
