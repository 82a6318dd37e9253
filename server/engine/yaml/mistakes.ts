import type { Entry, Mapping, Node, Scalar } from "../node.ts";
import type { Span } from "../source.ts";
import type { YamlError } from "../yaml.ts";
import { scalarNode } from "./nodes.ts";
import { BYTE_ORDER_MARK } from "./reader.ts";
import { plainValue } from "./scalars.ts";

/** How deep the character at that offset stands in its line. */
export function columnOf(text: string, offset: number): number {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  return line === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? offset - 1 : offset - line;
}

/** Does only indentation stand before that offset? */
export const startsLine = (text: string, offset: number): boolean =>
  text.slice(offset - columnOf(text, offset), offset).trim() === "";

/** Said of a tab wherever it is found. */
export const TAB_INDENT = "This line is indented with a tab; YAML takes spaces only.";

export function notAligned(text: string, span: Span, neighbours: number): YamlError {
  const column = columnOf(text, span.start);
  const indentation = text.slice(span.start - column, span.start);
  if (indentation.includes("\t")) return problem(span, TAB_INDENT);
  return problem(span, `This line is indented by ${column}, its neighbours by ${neighbours}.`);
}

export function notClosed(text: string, start: number, what: string): YamlError {
  const line = text.indexOf("\n", start);
  const written = text.slice(start, line === -1 ? text.length : line).trimEnd();
  return problem({ start, end: start + written.length }, `This ${what} is never closed.`);
}

/** A line that has no colon, with what is missing; the entry that was meant when that is plain to see. */
export function strayLine(key: Scalar): { readonly entry: Entry; readonly error: YamlError } {
  const { start } = key.span;
  const glued = /^([\w./-]+):(?!\/\/)(\S.*)$/.exec(key.text);
  if (glued) {
    const [, name = "", value = ""] = glued;
    const colon = start + name.length;
    const entry = { key: plainNode(name, start), value: plainNode(value, colon + 1) };
    const span = { start: colon, end: colon + 1 };
    return { entry, error: problem(span, "A space is missing behind this colon.") };
  }
  const message = "This line has no colon: it is neither `key: value` nor `- item`.";
  return { entry: { key, value: undefined }, error: problem(key.span, message) };
}

/** An item of a list that was read as plain text. */
export function lostItem({ text, span }: Scalar) {
  const written = text.replace(/^-\s*/, "");
  const glued = !/^-\s/.test(text);
  const place = { start: span.start, end: span.start + 1 };
  return {
    item: plainNode(written, span.end - written.length),
    error: glued ? problem(place, "A space is missing behind this dash.") : undefined,
  };
}

export function misplacedItem(start: number): YamlError {
  return problem(
    { start, end: start + 1 },
    "A list item cannot stand among the keys of a mapping.",
  );
}

const problem = (span: Span, message: string): YamlError => ({
  code: "yaml-syntax",
  span,
  message,
});

function plainNode(text: string, start: number): Scalar {
  return scalarNode(start, start + text.length, "plain", text, plainValue(text), undefined);
}

export function isBlockMapping(node: Node | undefined): node is Mapping {
  return node?.kind === "mapping" && !node.flow;
}

export const firstColumn = (text: string, node: Node): number => columnOf(text, node.span.start);
