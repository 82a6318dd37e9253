import type { Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import type { ParsedDocument, YamlDocument } from "../yaml.ts";
import { aliasKey, anchorName, readAlias, withAnchor } from "./anchors.ts";
import { blockScalar } from "./blockScalar.ts";
import { reportDuplicates } from "./duplicates.ts";
import { flowCollection } from "./flow.ts";
import { strayLine } from "./mistakes.ts";
import { mappingNode, sequenceNode } from "./nodes.ts";
import {
  AMPERSAND,
  ASTERISK,
  BAR,
  BYTE_ORDER_MARK,
  COLON,
  DASH,
  DOT,
  DOUBLE_QUOTE,
  FOLD,
  finishLine,
  giveUp,
  HASH,
  isBlankAt,
  isLineEnd,
  MAX_DEPTH,
  OPEN_BRACE,
  OPEN_BRACKET,
  type Reader,
  SINGLE_QUOTE,
  skipSpaces,
  toContent,
} from "./reader.ts";
import { finishPlain, ONE_LINE, plainScalar, quotedScalar } from "./scalars.ts";

/**
 * Reads a document that keeps to the part of YAML that nearly all manifests use: block and flow collections,
 * scalars of every style, anchors and aliases, comments. It answers exactly what the library would,
 * many times faster, or undefined as soon as it meets anything else, mistakes included, but for the one that stands
 * there while somebody types a key: tags, directives, complex keys, tabs as indentation, whatever does not fit.
 */
export function readBlock({ text, inherited }: YamlDocument): Reading | undefined {
  const reader: Reader = {
    text,
    pos: 0,
    column: -1,
    lineStart: 0,
    depth: 0,
    failed: false,
    lenient: false,
    comments: [],
    errors: [],
    anchors: new Map(inherited),
  };
  const root = document(reader);
  if (reader.failed) return undefined;
  const { comments, lenient } = reader;
  const errors = reader.errors.sort((a, b) => a.span.start - b.span.start);
  return { parsed: { root, errors, comments }, lenient };
}

interface Reading {
  readonly parsed: ParsedDocument;
  /** Quotes or brackets hold lines that the library finds not deep enough, or the colon of an alias stands too near. */
  readonly lenient: boolean;
}

function document(reader: Reader): Node | undefined {
  const { text } = reader;
  toContent(reader, text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0);
  if (reader.column === -1 && text.charCodeAt(reader.pos) === DASH) skipMarker(reader);
  const root = reader.column === -1 ? undefined : blockNode(reader, reader.column, -1);
  if (reader.column === -1 && text.charCodeAt(reader.pos) === DOT) skipMarker(reader);
  return reader.pos < text.length ? giveUp(reader) : root;
}

/** Over a line of `---` or `...`. */
function skipMarker(reader: Reader) {
  reader.pos += 3;
  finishLine(reader);
}

/** Any value that starts at `pos` and may be a block collection whose first key or dash stands at `column`. */
function blockNode(reader: Reader, column: number, parent: number): Node | undefined {
  if (++reader.depth > MAX_DEPTH) return giveUp(reader);
  const { text } = reader;
  const node = isDash(text, reader.pos)
    ? sequence(reader, column)
    : keyOrValue(reader, column, parent);
  reader.depth--;
  return node;
}

function isDash(text: string, at: number): boolean {
  return text.charCodeAt(at) === DASH && isBlankAt(text, at + 1);
}

/** A scalar is known to be a key only by the colon behind it. */
function keyOrValue(reader: Reader, column: number, parent: number): Node | undefined {
  switch (reader.text.charCodeAt(reader.pos)) {
    case OPEN_BRACKET:
    case OPEN_BRACE:
    case AMPERSAND:
      return inlineNode(reader, parent);
    case ASTERISK: {
      const key = aliasKey(reader);
      return key ? mapping(reader, column, key) : inlineNode(reader, parent);
    }
    default: {
      const scalar = keyScalar(reader, parent);
      if (!scalar) return undefined;
      if (reader.text.charCodeAt(reader.pos) === COLON) return mapping(reader, column, scalar);
      return mappingBehind(reader, column, scalar) ?? finishScalar(reader, scalar, parent);
    }
  }
}

/** A scalar; when it is a key, `pos` is at its colon. */
function keyScalar(reader: Reader, parent: number): Scalar | undefined {
  const { text } = reader;
  const char = text.charCodeAt(reader.pos);
  if (char === ASTERISK) return aliasKey(reader) ?? giveUp(reader);
  if (char !== DOUBLE_QUOTE && char !== SINGLE_QUOTE) return plainScalar(reader);
  const scalar = quotedScalar(reader, parent);
  const colon = skipSpaces(text, reader.pos);
  if (text.charCodeAt(colon) !== COLON) return scalar;
  if (!isBlankAt(text, colon + 1)) return giveUp(reader);
  reader.pos = colon;
  return scalar;
}

function finishScalar(reader: Reader, scalar: Scalar, parent: number): Scalar {
  if (scalar.style === "plain") return finishPlain(reader, scalar, parent);
  finishLine(reader);
  return scalar;
}

/** The mapping whose first key was just read: `pos` is at the colon. */
function mapping(
  reader: Reader,
  column: number,
  firstKey: Scalar,
  entries: Entry[] = [],
): Mapping | undefined {
  const { text } = reader;
  const start = entries[0]?.key.span.start ?? firstKey.span.start;
  let key: Scalar | undefined = firstKey;
  let end = 0;
  while (key) {
    if (text.charCodeAt(reader.pos) === COLON) {
      const colonEnd = reader.pos + 1;
      reader.pos = colonEnd;
      const value = entryValue(reader, column);
      entries.push({ key, value });
      end = value ? value.span.end : colonEnd;
    } else {
      if (!isBareWord(reader, key) || entries.some((it) => it.key.text === key?.text)) {
        return giveUp(reader);
      }
      finishLine(reader);
      entries.push(bareWord(reader, key));
      end = key.span.end;
    }
    if (reader.column !== column) break;
    key = keyScalar(reader, ONE_LINE);
  }
  if (reader.column > column) return giveUp(reader);
  reportDuplicates(entries, reader.errors);
  return mappingNode(start, end, false, entries, undefined);
}

/**
 * A mapping whose first line is a key that somebody is typing: a bare word, with a `key:` right below it.
 * Anything else that was begun is left as it was.
 */
function mappingBehind(reader: Reader, column: number, word: Scalar): Mapping | undefined {
  if (!isBareWord(reader, word)) return undefined;
  const { pos, lineStart } = reader;
  const commented = reader.comments.length;
  finishLine(reader);
  const isBelow = reader.column === column && reader.comments.length === commented;
  if (isBelow && KEY_LINE.test(reader.text.slice(reader.pos, reader.pos + 100))) {
    const key = keyScalar(reader, ONE_LINE);
    if (key && key.text !== word.text) {
      return mapping(reader, column, key, [bareWord(reader, word)]);
    }
  }
  Object.assign(reader, { pos, lineStart, column });
  reader.comments.length = commented;
  return undefined;
}

const WORD = /^[A-Za-z][A-Za-z0-9]*$/;
const KEY_LINE = /^[A-Za-z][\w.-]*:(?: |\r?\n|$)/;

/** Is the scalar a single word, and alone on the rest of its line? */
const isBareWord = ({ text, pos }: Reader, { style, text: word }: Scalar): boolean =>
  style === "plain" && WORD.test(word) && isLineEnd(text, skipSpaces(text, pos));

function bareWord(reader: Reader, word: Scalar): Entry {
  const { entry, error } = strayLine(word);
  reader.errors.push(error);
  return entry;
}

/** What stands behind a colon, on its line or below. */
function entryValue(reader: Reader, column: number): Node | undefined {
  const { text } = reader;
  const at = skipSpaces(text, reader.pos);
  if (isLineEnd(text, at) || text.charCodeAt(at) === HASH) {
    finishLine(reader);
    return nodeBelow(reader, column, true);
  }
  reader.pos = at;
  if (text.charCodeAt(at) === AMPERSAND) return anchored(reader, column, true);
  return inlineNode(reader, column);
}

/** The sequence whose first dash is at `pos`. */
function sequence(reader: Reader, column: number): Sequence | undefined {
  const { text, pos: start } = reader;
  const items: (Node | undefined)[] = [];
  let end = start;
  do {
    const dashEnd = reader.pos + 1;
    reader.pos = dashEnd;
    const item = sequenceItem(reader, column);
    items.push(item);
    end = item ? item.span.end : dashEnd;
  } while (reader.column === column && isDash(text, reader.pos));
  if (reader.column > column) return giveUp(reader);
  return sequenceNode(start, end, false, items, undefined);
}

/** What stands behind a dash, on its line or below. */
function sequenceItem(reader: Reader, column: number): Node | undefined {
  const { text } = reader;
  const at = skipSpaces(text, reader.pos);
  if (isLineEnd(text, at) || text.charCodeAt(at) === HASH) {
    finishLine(reader);
    return nodeBelow(reader, column, false);
  }
  reader.pos = at;
  const char = text.charCodeAt(at);
  if (char === AMPERSAND) return anchored(reader, column, false);
  if (char === BAR || char === FOLD) return blockScalar(reader, column);
  return blockNode(reader, at - reader.lineStart, column);
}

/** A value on the lines below its indicator; a sequence in a mapping may stand as deep as the key. */
function nodeBelow(reader: Reader, column: number, inMapping: boolean): Node | undefined {
  if (reader.column > column) return blockNode(reader, reader.column, column);
  const atKey = inMapping && reader.column === column && isDash(reader.text, reader.pos);
  return atKey ? blockNode(reader, column, column) : undefined;
}

/** `&name` and the value behind it. An anchor before a key would be the key's: that is left to the library. */
function anchored(reader: Reader, column: number, inMapping: boolean): Node | undefined {
  const { text } = reader;
  const name = anchorName(reader);
  if (name === undefined || !isBlankAt(text, reader.pos)) return giveUp(reader);
  const at = skipSpaces(text, reader.pos);
  let node: Node | undefined;
  if (isLineEnd(text, at) || text.charCodeAt(at) === HASH) {
    finishLine(reader);
    node = nodeBelow(reader, column, inMapping);
  } else {
    reader.pos = at;
    const char = text.charCodeAt(at);
    node = char === AMPERSAND || char === ASTERISK ? undefined : inlineNode(reader, column);
  }
  if (!node || node.kind === "alias") return giveUp(reader);
  return withAnchor(reader, node, name);
}

/** A value that is no block collection, and the rest of its line. */
function inlineNode(reader: Reader, column: number): Node | undefined {
  const { text } = reader;
  let node: Node | undefined;
  switch (text.charCodeAt(reader.pos)) {
    case BAR:
    case FOLD:
      // A block scalar ends its own last line.
      return column < 0 ? giveUp(reader) : blockScalar(reader, column);
    case OPEN_BRACKET:
    case OPEN_BRACE:
      node = flowCollection(reader, column);
      break;
    case ASTERISK:
      node = readAlias(reader);
      break;
    case DOUBLE_QUOTE:
    case SINGLE_QUOTE:
      node = quotedScalar(reader, column);
      break;
    default: {
      const scalar = plainScalar(reader);
      return scalar && finishPlain(reader, scalar, column);
    }
  }
  finishLine(reader);
  return node;
}
