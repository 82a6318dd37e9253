import type { Entry, Node, Scalar } from "../node.ts";
import { reportDuplicates } from "./duplicates.ts";
import { aliasNode, mappingNode, scalarNode, sequenceNode } from "./nodes.ts";
import {
  AMPERSAND,
  ASTERISK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOUBLE_QUOTE,
  giveUp,
  HASH,
  isBlankAt,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUESTION,
  RETURN,
  type Reader,
  SINGLE_QUOTE,
  SPACE,
  skipSpaces,
  TAB,
} from "./reader.ts";
import { ONE_LINE, plainValue, quotedScalar } from "./scalars.ts";

/** `[…]` or `{…}` on one line. */
export function flowCollection(reader: Reader): Node | undefined {
  if (++reader.depth > MAX_DEPTH) return giveUp(reader);
  const open = reader.text.charCodeAt(reader.pos);
  const node = open === OPEN_BRACKET ? flowSequence(reader) : flowMapping(reader);
  reader.depth--;
  return node;
}

/** Of collections within one another; deeper ones are left to the library. */
export const MAX_DEPTH = 100;

function flowSequence(reader: Reader): Node | undefined {
  const { text, pos: start } = reader;
  const items: Node[] = [];
  reader.pos = skipSpaces(text, start + 1);
  while (text.charCodeAt(reader.pos) !== CLOSE_BRACKET) {
    const item = flowNode(reader);
    if (!item) return undefined;
    items.push(item);
    if (!separated(reader, CLOSE_BRACKET)) return giveUp(reader);
  }
  reader.pos++;
  return sequenceNode(start, reader.pos, true, items, undefined);
}

function flowMapping(reader: Reader): Node | undefined {
  const { text, pos: start } = reader;
  const entries: Entry[] = [];
  reader.pos = skipSpaces(text, start + 1);
  while (text.charCodeAt(reader.pos) !== CLOSE_BRACE) {
    const key = flowScalar(reader);
    if (!key) return undefined;
    let value: Node | undefined;
    reader.pos = skipSpaces(text, reader.pos);
    if (text.charCodeAt(reader.pos) === COLON) {
      reader.pos = skipSpaces(text, reader.pos + 1);
      const next = text.charCodeAt(reader.pos);
      if (next !== COMMA && next !== CLOSE_BRACE) {
        value = flowNode(reader);
        if (!value) return undefined;
      }
    }
    entries.push({ key, value });
    if (!separated(reader, CLOSE_BRACE)) return giveUp(reader);
  }
  reader.pos++;
  reportDuplicates(entries, reader.errors);
  return mappingNode(start, reader.pos, true, entries, undefined);
}

/** Over the comma behind an item; false where neither it nor the end of the collection stands. */
function separated(reader: Reader, close: number): boolean {
  const { text } = reader;
  reader.pos = skipSpaces(text, reader.pos);
  const char = text.charCodeAt(reader.pos);
  if (char === COMMA) reader.pos = skipSpaces(text, reader.pos + 1);
  return char === COMMA || char === close;
}

function flowNode(reader: Reader): Node | undefined {
  switch (reader.text.charCodeAt(reader.pos)) {
    case OPEN_BRACKET:
    case OPEN_BRACE:
      return flowCollection(reader);
    case ASTERISK:
      return alias(reader);
    case AMPERSAND:
      return anchored(reader);
    default:
      return flowScalar(reader);
  }
}

function anchored(reader: Reader): Node | undefined {
  const name = anchorName(reader);
  if (name === undefined || reader.text.charCodeAt(reader.pos) !== SPACE) return giveUp(reader);
  reader.pos = skipSpaces(reader.text, reader.pos);
  const char = reader.text.charCodeAt(reader.pos);
  if (char === ASTERISK || char === AMPERSAND) return giveUp(reader);
  const node = flowNode(reader);
  return node && withAnchor(reader, node, name);
}

/** The same node under a name, known to the aliases that follow. */
export function withAnchor(reader: Reader, node: Node, anchor: string): Node {
  const named = { ...node, anchor };
  reader.anchors.set(anchor, named);
  return named;
}

/** `*name`; an alias of nothing is left to the library, which says so. */
export function alias(reader: Reader): Node | undefined {
  const start = reader.pos;
  const name = anchorName(reader);
  const target = name === undefined ? undefined : reader.anchors.get(name);
  if (name === undefined || !target) return giveUp(reader);
  return aliasNode(start, reader.pos, name, target);
}

/** The name behind `&` or `*`; undefined where it is empty or ends in a colon, which is ambiguous. */
export function anchorName(reader: Reader): string | undefined {
  const { text, pos: start } = reader;
  let at = start + 1;
  while (!isBlankAt(text, at) && !isFlowIndicator(text.charCodeAt(at))) at++;
  reader.pos = at;
  if (at === start + 1 || text.charCodeAt(at - 1) === COLON) return undefined;
  return text.slice(start + 1, at);
}

function isFlowIndicator(char: number): boolean {
  return (
    char === COMMA ||
    char === OPEN_BRACKET ||
    char === CLOSE_BRACKET ||
    char === OPEN_BRACE ||
    char === CLOSE_BRACE
  );
}

function flowScalar(reader: Reader): Scalar | undefined {
  const char = reader.text.charCodeAt(reader.pos);
  if (char === DOUBLE_QUOTE || char === SINGLE_QUOTE) return quotedScalar(reader, ONE_LINE);
  return flowPlain(reader);
}

const NOT_PLAIN = new Set([...",[]{}#&*!|>%@`?:"].map((it) => it.charCodeAt(0)));

function flowPlain(reader: Reader): Scalar | undefined {
  const { text, pos: start } = reader;
  const first = text.charCodeAt(start);
  if (NOT_PLAIN.has(first)) return giveUp(reader);
  let end = start;
  let at = start;
  for (; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (isFlowIndicator(char)) break;
    if (char === NEWLINE || char === RETURN || char === TAB) return giveUp(reader);
    if (char === HASH && text.charCodeAt(at - 1) === SPACE) return giveUp(reader);
    if (char === COLON && (isBlankAt(text, at + 1) || isFlowIndicator(text.charCodeAt(at + 1)))) {
      break;
    }
    if (char !== SPACE) end = at + 1;
  }
  const dash = first === DASH || first === QUESTION;
  if (end === start || (dash && end === start + 1)) return giveUp(reader);
  if (dash && text.charCodeAt(start + 1) === SPACE) return giveUp(reader);
  reader.pos = at;
  const written = text.slice(start, end);
  return scalarNode(start, end, "plain", written, plainValue(written), undefined);
}
