import { type Mark, refuse } from "./fault.ts";
import type { Scanner, Token, TokenKind } from "./scanner.ts";
import { nextToken, take } from "./tokens.ts";

/** Reads the first document of what is scanned, and finds out whether it is one, and the offset of what stands behind it. */
export function readDocument(scanner: Scanner): number {
  const parser: Parser = {
    scanner,
    states: [],
    marks: [],
    handles: new Set(["!", "!!"]),
    anchors: new Set(),
  };
  let state: State | undefined = documentStart;
  while (state) state = state(parser);
  return peekToken(parser).start.at;
}

interface Parser {
  readonly scanner: Scanner;
  /** What comes when the node that is read is over. */
  readonly states: State[];
  /** Where the open collections began. */
  readonly marks: Mark[];
  readonly handles: Set<string>;
  readonly anchors: Set<string>;
}

/** Reads on, and says what to read then; nothing at the end of the document. */
type State = (parser: Parser) => State | undefined;

const peekToken = ({ scanner }: Parser): Token => nextToken(scanner);

function skipToken(parser: Parser): Token {
  take(parser.scanner);
  return peekToken(parser);
}

const wrong = (words: string, problem: Token, context?: Mark): never =>
  refuse({ words, part: "parser", problem: problem.start, context });

/** What the tree lacks is told without a line. */
const unknown = ({ text, start }: Token): never =>
  refuse({ words: `unknown anchor '${text}' referenced`, part: "tree", problem: start });

const isOne = (token: Token, ...kinds: readonly TokenKind[]): boolean => kinds.includes(token.kind);

const documentStart: State = (parser) => {
  let token = peekToken(parser);
  if (token.kind === "streamEnd") return undefined;
  parser.states.push(documentEnd);
  if (!isOne(token, "versionDirective", "tagDirective", "documentStart")) return node(BLOCK);
  token = directives(parser);
  if (token.kind !== "documentStart") wrong("did not find expected <document start>", token);
  token = skipToken(parser);
  const ends = isOne(
    token,
    ...(["versionDirective", "tagDirective", "documentStart", "documentEnd", "streamEnd"] as const),
  );
  return ends ? over(parser) : node(BLOCK);
};

function directives(parser: Parser): Token {
  let hasVersion = false;
  const own = new Set<string>();
  let token = peekToken(parser);
  for (; isOne(token, "versionDirective", "tagDirective"); token = skipToken(parser)) {
    if (token.kind === "versionDirective") {
      if (hasVersion) wrong("found duplicate %YAML directive", token);
      if (token.text !== "1.1") wrong("found incompatible YAML document", token);
      hasVersion = true;
    } else {
      const handle = token.text ?? "";
      if (own.has(handle)) wrong("found duplicate %TAG directive", token);
      own.add(handle);
      parser.handles.add(handle);
    }
  }
  return token;
}

/** Behind the content stands a token, whatever it is; scanning it may fail. */
const documentEnd: State = (parser) => {
  peekToken(parser);
  return undefined;
};

const over = ({ states }: Parser): State | undefined => states.pop();

interface Where {
  readonly block: boolean;
  /** May a list stand as deep as the key above it? */
  readonly indentless: boolean;
}

const BLOCK: Where = { block: true, indentless: false };
const BLOCK_OR_LIST: Where = { block: true, indentless: true };
const FLOW: Where = { block: false, indentless: false };

const node =
  ({ block, indentless }: Where): State =>
  (parser) => {
    let token = peekToken(parser);
    if (token.kind === "alias") {
      return parser.anchors.has(token.text ?? "") ? leaf(parser) : unknown(token);
    }
    const start = token.start;
    const first = token.kind;
    if (first === "anchor" || first === "tag") {
      const properties = [token];
      token = skipToken(parser);
      if (isOne(token, "anchor", "tag") && token.kind !== first) {
        properties.push(token);
        token = skipToken(parser);
      }
      const of = (kind: TokenKind) => properties.find((it) => it.kind === kind);
      expectHandle(parser, of("tag"), start);
      parser.anchors.add(of("anchor")?.text ?? "");
    }
    if (indentless && token.kind === "blockEntry") return indentlessEntry;
    if (token.kind === "scalar") return leaf(parser);
    const begin = COLLECTIONS[token.kind];
    if (begin && (block || token.kind.startsWith("flow"))) {
      parser.marks.push(token.start);
      take(parser.scanner);
      return begin;
    }
    if (first === "anchor" || first === "tag") return over(parser);
    return wrong("did not find expected node content", token, start);
  };

function leaf(parser: Parser): State | undefined {
  take(parser.scanner);
  return over(parser);
}

function expectHandle({ handles }: Parser, tag: Token | undefined, start: Mark): void {
  if (!tag?.text || handles.has(tag.text)) return;
  wrong("found undefined tag handle", tag, start);
}

function end(parser: Parser): State | undefined {
  parser.marks.pop();
  return leaf(parser);
}

/** Reads a node, unless one of these stands in its place, and goes on with `then`. */
function child(parser: Parser, where: Where, then: State, none: readonly TokenKind[]): State {
  if (isOne(peekToken(parser), ...none)) return then;
  parser.states.push(then);
  return node(where) as State;
}

const blockEntry: State = (parser) => {
  const token = peekToken(parser);
  if (token.kind === "blockEntry") {
    take(parser.scanner);
    return child(parser, BLOCK, blockEntry, ["blockEntry", "blockEnd"]);
  }
  if (token.kind === "blockEnd") return end(parser);
  return wrong("did not find expected '-' indicator", token, parser.marks.at(-1));
};

const indentlessEntry: State = (parser) => {
  if (peekToken(parser).kind !== "blockEntry") return over(parser);
  take(parser.scanner);
  return child(parser, BLOCK, indentlessEntry, ["blockEntry", "key", "value", "blockEnd"]);
};

const NO_NODE = ["key", "value", "blockEnd"] as const;

const blockKey: State = (parser) => {
  const token = peekToken(parser);
  if (token.kind === "key") {
    take(parser.scanner);
    return child(parser, BLOCK_OR_LIST, blockValue, NO_NODE);
  }
  if (token.kind === "blockEnd") return end(parser);
  return wrong("did not find expected key", token, parser.marks.at(-1));
};

const blockValue: State = (parser) => {
  if (peekToken(parser).kind !== "value") return blockKey;
  take(parser.scanner);
  return child(parser, BLOCK_OR_LIST, blockKey, NO_NODE);
};

/** Passes the comma before an entry that is not the first. */
function comma(parser: Parser, close: "]" | "}"): Token {
  const token = peekToken(parser);
  if (token.kind === "flowEntry") return skipToken(parser);
  return wrong(`did not find expected ',' or '${close}'`, token, parser.marks.at(-1));
}

const listEntry =
  (isFirst: boolean): State =>
  (parser) => {
    let token = peekToken(parser);
    if (token.kind === "flowSequenceEnd") return end(parser);
    if (!isFirst) token = comma(parser, "]");
    if (token.kind === "flowSequenceEnd") return end(parser);
    if (token.kind !== "key") return child(parser, FLOW, nextInList, []);
    token = skipToken(parser);
    if (!isOne(token, ...NO_KEY_IN_LIST)) return child(parser, FLOW, pairValue, []);
    // What stands in place of the key is lost.
    take(parser.scanner);
    return pairValue;
  };

const NO_KEY_IN_LIST = ["value", "flowEntry", "flowSequenceEnd"] as const;

const nextInList = listEntry(false);

const pairValue: State = (parser) => {
  if (peekToken(parser).kind !== "value") return nextInList;
  take(parser.scanner);
  return child(parser, FLOW, nextInList, ["flowEntry", "flowSequenceEnd"]);
};

const mapEntry =
  (isFirst: boolean): State =>
  (parser) => {
    let token = peekToken(parser);
    if (token.kind === "flowMappingEnd") return end(parser);
    if (!isFirst) token = comma(parser, "}");
    if (token.kind === "flowMappingEnd") return end(parser);
    if (token.kind !== "key") return child(parser, FLOW, nextInMap, []);
    take(parser.scanner);
    return child(parser, FLOW, mapValue, ["value", "flowEntry", "flowMappingEnd"]);
  };

const nextInMap = mapEntry(false);

const mapValue: State = (parser) => {
  if (peekToken(parser).kind !== "value") return nextInMap;
  take(parser.scanner);
  return child(parser, FLOW, nextInMap, ["flowEntry", "flowMappingEnd"]);
};

const COLLECTIONS: Partial<Record<TokenKind, State>> = {
  blockSequenceStart: blockEntry,
  blockMappingStart: blockKey,
  flowSequenceStart: listEntry(true),
  flowMappingStart: mapEntry(true),
};
