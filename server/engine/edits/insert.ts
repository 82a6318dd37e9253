import { columnOf, lineEnd } from "../lines.ts";
import type { Mapping, Node, Path, Sequence } from "../node.ts";
import { parseDocument } from "../yaml.ts";
import { flowText } from "./flowText.ts";
import { colonEnd, dashesOf, endsLine, extentOf, isEmpty, lineBreakOf } from "./layout.ts";
import { scalarText } from "./scalarText.ts";
import { entryOf, type Member, sizeOf, spotOf } from "./spot.ts";
import type { TextEdit } from "./textEdit.ts";

/** Adds lines at the end of the mapping or sequence at a path; keys that the path lacks are made. */
export function insertion(
  text: string,
  root: Node | undefined,
  path: Path,
  added: string,
): readonly TextEdit[] | undefined {
  const spot = spotOf(root, path);
  const style = styleOf(text, root);
  const lines = nested(path.slice(spot.members.length), added.split(/\r?\n/), style);
  if (!lines) return undefined;
  const { node } = spot;
  const member = spot.members.at(-1);
  // Only a mapping takes the keys that are to be made.
  if (node?.kind === "sequence" && spot.members.length < path.length) return undefined;
  if (node?.kind === "mapping" || node?.kind === "sequence") {
    if (isEmpty(node)) return fill(text, node, member, lines, style);
    return node.flow ? intoFlow(text, node, lines) : intoBlock(text, node, lines);
  }
  if (node && !(node.kind === "scalar" && node.value === null)) return undefined;
  return fill(text, node, member, lines, style);
}

/** How far this document indents what belongs to a key. */
interface Style {
  readonly mapping: number;
  readonly sequence: number;
}

/** Puts keys in front of lines: `resources`, `- a` → `resources:`, `  - a`. */
function nested(
  missing: Path,
  lines: readonly string[],
  style: Style,
): readonly string[] | undefined {
  return missing.reduceRight<readonly string[] | undefined>((below, step) => {
    if (!below || typeof step !== "string") return undefined;
    const by = isItem(below[0]) ? style.sequence : style.mapping;
    return [`${scalarText(step, { flow: false, style: "plain" })}:`, ...indented(below, by)];
  }, lines);
}

function intoBlock(
  text: string,
  node: Mapping | Sequence,
  lines: readonly string[],
): readonly TextEdit[] | undefined {
  const last = extentOf(text, { holder: node, index: sizeOf(node) - 1 });
  if (!endsLine(text, last.end)) return undefined;
  const first =
    node.kind === "sequence" ? dashesOf(text, node)[0] : node.entries[0]?.key.span.start;
  const put = node.kind === "sequence" ? asItem(lines) : lines;
  return [linesAfter(text, last.end, indented(put, columnOf(text, first ?? 0)))];
}

function intoFlow(
  text: string,
  node: Mapping | Sequence,
  lines: readonly string[],
): readonly TextEdit[] | undefined {
  const at = extentOf(text, { holder: node, index: sizeOf(node) - 1 }).end;
  const put = inFlow(node.kind, lines);
  return put === undefined ? undefined : [{ span: { start: at, end: at }, text: `, ${put}` }];
}

/** Fills what is empty: a key without value, `[]`, `{}`, `null`, or a document that says nothing. */
function fill(
  text: string,
  node: Node | undefined,
  member: Member | undefined,
  lines: readonly string[],
  style: Style,
): readonly TextEdit[] | undefined {
  const put = node?.kind === "sequence" ? asItem(lines) : lines;
  if (!member) {
    if (node) return [{ span: node.span, text: put.join(lineBreakOf(text)) }];
    return [linesAtEnd(text, put)];
  }
  const entry = entryOf(member);
  if (!entry) return fillItem(text, node, member, put);
  const start = colonEnd(text, entry.key);
  const end = node?.span.end ?? start;
  if (member.holder.flow) {
    const value = asFlow(put);
    return value === undefined ? undefined : [{ span: { start, end }, text: ` ${value}` }];
  }
  if (!endsLine(text, end)) return undefined;
  const by =
    columnOf(text, entry.key.span.start) + (isItem(put[0]) ? style.sequence : style.mapping);
  const below = linesAfter(text, end, indented(put, by));
  return end > start ? [{ span: { start, end }, text: "" }, below] : [below];
}

/** Fills an item that is empty: `-`, `- {}`, or one between brackets. */
function fillItem(
  text: string,
  node: Node | undefined,
  member: Member,
  lines: readonly string[],
): readonly TextEdit[] | undefined {
  if (node) {
    const value = asFlow(lines);
    return value === undefined ? undefined : [{ span: node.span, text: value }];
  }
  if (member.holder.flow) return undefined;
  const dash = extentOf(text, member).start;
  const [first = "", ...rest] = lines;
  const below = indented(rest, columnOf(text, dash) + 2);
  const put = [` ${first}`, ...below].join(lineBreakOf(text));
  return [{ span: { start: dash + 1, end: dash + 1 }, text: put }];
}

/** Lines as one value on one line. */
function asFlow(lines: readonly string[]): string | undefined {
  const kind = isItem(lines[0]) ? "sequence" : "mapping";
  const inner = inFlow(kind, lines);
  if (inner === undefined) return undefined;
  return kind === "sequence" ? `[${inner}]` : `{ ${inner} }`;
}

/** The text of lines inside braces or brackets. */
function inFlow(kind: "mapping" | "sequence", lines: readonly string[]): string | undefined {
  const source = (kind === "sequence" ? asItem(lines) : lines).join("\n");
  const { root, errors } = parseDocument({ text: `${source}\n`, inherited: undefined });
  if (errors.length > 0 || root?.kind !== kind) return undefined;
  return flowText(root).replace(/^(?:\{ |\[)|(?: \}|\])$/g, "");
}

const isItem = (line: string | undefined): boolean =>
  line === "-" || line?.startsWith("- ") === true;

const asItem = (lines: readonly string[]): readonly string[] =>
  isItem(lines[0])
    ? lines
    : lines.map((line, index) => (index === 0 ? `- ${line}` : line && `  ${line}`));

const indented = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => (line === "" ? line : " ".repeat(by) + line));

function linesAfter(text: string, offset: number, lines: readonly string[]): TextEdit {
  const at = lineEnd(text, offset);
  const line = lineBreakOf(text);
  return { span: { start: at, end: at }, text: lines.map((it) => line + it).join("") };
}

function linesAtEnd(text: string, lines: readonly string[]): TextEdit {
  const line = lineBreakOf(text);
  const gap = text === "" || text.endsWith("\n") ? "" : line;
  const span = { start: text.length, end: text.length };
  return { span, text: gap + lines.map((it) => it + line).join("") };
}

/** As the document itself does where it first nests; two spaces where it nowhere does. */
function styleOf(text: string, root: Node | undefined): Style {
  const found: { mapping?: number; sequence?: number } = {};
  const visit = (node: Node | undefined, depth: number): void => {
    if (depth > 100 || (found.mapping !== undefined && found.sequence !== undefined)) return;
    if (node?.kind === "sequence") for (const item of node.items) visit(item, depth + 1);
    if (node?.kind !== "mapping" || node.flow) return;
    for (const { key, value } of node.entries) {
      if ((value?.kind === "mapping" || value?.kind === "sequence") && !value.flow) {
        found[value.kind] ??= columnOf(text, value.span.start) - columnOf(text, key.span.start);
      }
      visit(value, depth + 1);
    }
  };
  visit(root, 0);
  return { mapping: found.mapping ?? 2, sequence: found.sequence ?? 2 };
}
