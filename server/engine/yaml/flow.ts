import type { Entry, Node, Scalar } from "../node.ts";
import { anchorName, readAlias, withAnchor } from "./anchors.ts";
import { reportDuplicates } from "./duplicates.ts";
import { mappingNode, scalarNode, sequenceNode } from "./nodes.ts";
import {
  AMPERSAND,
  ASTERISK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  comment,
  DASH,
  DOUBLE_QUOTE,
  giveUp,
  HASH,
  isBlankAt,
  isFlowIndicator,
  isLineEnd,
  isMarkerAt,
  MAX_DEPTH,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  RETURN,
  type Reader,
  SINGLE_QUOTE,
  SPACE,
  skipSpaces,
  TAB,
} from "./reader.ts";
import { plainValue, quotedScalar } from "./scalars.ts";

/**
 * `[…]` or `{…}`. As the loaders of Flux and kustomize do, it takes lines at any depth;
 * the library wants them deeper than `parent`.
 */
export function flowCollection(reader: Reader, parent: number): Node | undefined {
  if (++reader.depth > MAX_DEPTH) return giveUp(reader);
  const open = reader.text.charCodeAt(reader.pos);
  const node = open === OPEN_BRACKET ? flowSequence(reader, parent) : flowMapping(reader, parent);
  reader.depth--;
  return node;
}

function flowSequence(reader: Reader, parent: number): Node | undefined {
  const { text, pos: start } = reader;
  const items: Node[] = [];
  toToken(reader, start + 1, parent);
  while (text.charCodeAt(reader.pos) !== CLOSE_BRACKET) {
    const item = flowNode(reader, parent);
    if (!item) return undefined;
    items.push(item);
    if (!separated(reader, CLOSE_BRACKET, parent)) return giveUp(reader);
  }
  reader.pos++;
  return sequenceNode(start, reader.pos, true, items, undefined);
}

function flowMapping(reader: Reader, parent: number): Node | undefined {
  const { text, pos: start } = reader;
  const entries: Entry[] = [];
  toToken(reader, start + 1, parent);
  while (text.charCodeAt(reader.pos) !== CLOSE_BRACE) {
    const key = flowScalar(reader, parent);
    if (!key) return undefined;
    let value: Node | undefined;
    const colon = blanksEnd(text, reader.pos);
    if (text.charCodeAt(colon) === COLON) {
      toToken(reader, colon + 1, parent);
      const next = text.charCodeAt(reader.pos);
      if (next !== COMMA && next !== CLOSE_BRACE) {
        value = flowNode(reader, parent);
        if (!value) return undefined;
      }
    }
    entries.push({ key, value });
    if (!separated(reader, CLOSE_BRACE, parent)) return giveUp(reader);
  }
  reader.pos++;
  reportDuplicates(entries, reader.errors);
  return mappingNode(start, reader.pos, true, entries, undefined);
}

/** Over the comma behind an item; false where neither it nor the end of the collection stands. */
function separated(reader: Reader, close: number, parent: number): boolean {
  toToken(reader, reader.pos, parent);
  const char = reader.text.charCodeAt(reader.pos);
  if (char === COMMA) toToken(reader, reader.pos + 1, parent);
  return char === COMMA || char === close;
}

/** Over spaces, line breaks and comments. */
function toToken(reader: Reader, from: number, parent: number) {
  const { text } = reader;
  let at = from;
  let line = -1;
  for (; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === NEWLINE) line = at + 1;
    else if (char === HASH) {
      if (!isBlankAt(text, at - 1)) break;
      at = comment(reader, at) - 1;
    } else if (char !== SPACE && char !== TAB && !isLineEnd(text, at)) break;
  }
  reader.pos = at;
  if (line === -1) return;
  if (isMarkerAt(text, line)) giveUp(reader);
  else if (skipSpaces(text, line) - line <= parent) reader.lenient = true;
}

function blanksEnd(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) at++;
  return at;
}

function flowNode(reader: Reader, parent: number): Node | undefined {
  switch (reader.text.charCodeAt(reader.pos)) {
    case OPEN_BRACKET:
    case OPEN_BRACE:
      return flowCollection(reader, parent);
    case ASTERISK:
      return readAlias(reader);
    case AMPERSAND:
      return anchored(reader, parent);
    default:
      return flowScalar(reader, parent);
  }
}

function anchored(reader: Reader, parent: number): Node | undefined {
  const name = anchorName(reader);
  const at = blanksEnd(reader.text, reader.pos);
  if (name === undefined || at === reader.pos) return giveUp(reader);
  reader.pos = at;
  const char = reader.text.charCodeAt(at);
  if (char === ASTERISK || char === AMPERSAND) return giveUp(reader);
  const node = flowNode(reader, parent);
  return node && withAnchor(reader, node, name);
}

function flowScalar(reader: Reader, parent: number): Scalar | undefined {
  const char = reader.text.charCodeAt(reader.pos);
  if (char === DOUBLE_QUOTE || char === SINGLE_QUOTE) return quotedScalar(reader, parent);
  return flowPlain(reader);
}

const NOT_PLAIN = new Set([...",[]{}#&*!|>%@`?:"].map((it) => it.charCodeAt(0)));

/** On one line: what stands below it is no separator, so the collection gives up. */
function flowPlain(reader: Reader): Scalar | undefined {
  const { text, pos: start } = reader;
  const first = text.charCodeAt(start);
  if (NOT_PLAIN.has(first)) return giveUp(reader);
  if (first === DASH && isBlankAt(text, start + 1)) return giveUp(reader);
  let end = start;
  let at = start;
  for (; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (isFlowIndicator(char) || isLineEnd(text, at)) break;
    if (char === RETURN) return giveUp(reader);
    if (char === COLON && endsWordAt(text, at + 1)) break;
    if (char === HASH && isBlankAt(text, at - 1)) break;
    if (char !== SPACE && char !== TAB) end = at + 1;
  }
  if (end === start) return giveUp(reader);
  reader.pos = end;
  const written = text.slice(start, end);
  return scalarNode(start, end, "plain", written, plainValue(written), undefined);
}

function endsWordAt(text: string, at: number): boolean {
  return isBlankAt(text, at) || isFlowIndicator(text.charCodeAt(at));
}
