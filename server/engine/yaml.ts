import { Composer, type CST, Lexer, Parser } from "yaml";
import { memo } from "./memo.ts";
import type { Node } from "./node.ts";
import type { Span } from "./source.ts";
import { readBlock } from "./yaml/block.ts";
import { convert } from "./yaml/convert.ts";
import type { Fault } from "./yaml/faults.ts";
import type { Composed } from "./yaml/foreign.ts";
import { anchorsIn, inherit, type Sightings, sameInheritance, sight } from "./yaml/inherit.ts";
import { isClosed } from "./yaml/isClosed.ts";
import { rejoinLists } from "./yaml/lists.ts";
import { isFlowIndicator } from "./yaml/reader.ts";
import { recover } from "./yaml/recover.ts";
import { split } from "./yaml/split.ts";

/**
 * The text of one YAML document, and all that its meaning depends on.
 * Its identity is the key of every fact derived from it: an edit elsewhere in the file keeps the object.
 */
export interface YamlDocument {
  /** With its directives, `---` line and comments: the texts of all documents joined are the file. */
  readonly text: string;
  /** Nodes of earlier documents whose anchors this one uses. Their spans count in *their* document. */
  readonly inherited: ReadonlyMap<string, Node> | undefined;
}

/** A document and the offset in the file at which its text starts. */
export interface PlacedDocument {
  readonly document: YamlDocument;
  readonly start: number;
}

export interface ParsedDocument {
  /** Absent when the document says nothing. */
  readonly root: Node | undefined;
  /** What is wrong with the text; the tree holds what could be understood all the same. */
  readonly errors: readonly YamlError[];
  readonly comments: readonly Comment[];
}

export interface YamlError {
  readonly code: "yaml-syntax" | "duplicate-key";
  /** Counted from the start of the document. */
  readonly span: Span;
  readonly message: string;
}

/** `# text`, from the hash to the end of the line, counted from the start of the document. */
export interface Comment {
  readonly span: Span;
  readonly text: string;
}

/**
 * The documents of a file, in order, at least one. Given the documents of the file before an edit,
 * those whose text and inherited anchors did not change are the same objects, wherever they are now.
 */
export function splitDocuments(
  text: string,
  previous: readonly PlacedDocument[] = [],
): readonly PlacedDocument[] {
  const reusable = byText(previous);
  const sightings: Sightings = new Map();
  let start = 0;
  return split(text).map((it, index, { length }) => {
    const inherited = inherit(it, sightings, anchorsOf);
    const known = taken(reusable.get(it), inherited);
    const document = known ?? { text: previous.length > 1 ? detached(it) : it, inherited };
    if (index + 1 < length) sight(document, sightings);
    const placed = { document, start };
    start += it.length;
    return placed;
  });
}

function byText(placed: readonly PlacedDocument[]): ReadonlyMap<string, YamlDocument[]> {
  const documents = new Map<string, YamlDocument[]>();
  for (const { document } of placed) {
    const known = documents.get(document.text);
    if (known) known.push(document);
    else documents.set(document.text, [document]);
  }
  return documents;
}

/** The first that inherits the same, no longer among the others: two places never share an object. */
function taken(among: YamlDocument[] = [], inherited: YamlDocument["inherited"]) {
  const index = among.findIndex((it) => sameInheritance(it.inherited, inherited));
  return index === -1 ? undefined : among.splice(index, 1)[0];
}

/** A copy, so that a document edited once does not keep the text of the whole file as it was then. */
const detached = (text: string) => ` ${text}`.slice(1);

const anchorsOf = memo((document: YamlDocument) => anchorsIn(parseDocument(document).root));

/** The tree of a document, its errors and comments. Total: every text has an answer. */
export function parseDocument(document: YamlDocument): ParsedDocument {
  return readBlock(document)?.parsed ?? parseLeniently(document);
}

/** As `parseDocument`, by the library alone: slow, knows all of YAML, recovers from mistakes. */
export function parseLeniently({ text, inherited }: YamlDocument): ParsedDocument {
  return convert(text, recover(text, compose), inherited);
}

/** Keys that stand twice and unknown tags are no business of the library's here. */
const OPTIONS = {
  strict: false,
  uniqueKeys: false,
  keepSourceTokens: true,
  resolveKnownTags: false,
  logLevel: "error",
} as const;

/** Deeper nesting is not composed: the library would overflow the stack. */
const MAX_DEPTH = 500;

function compose(text: string): Composed {
  const notes: Notes = {
    comments: [],
    openQuote: -1,
    ended: false,
    lostAt: -1,
    tooDeep: -1,
    faults: [],
  };
  const unread = (code: string, at: number): Composed => {
    return { ...notes, contents: undefined, faults: [{ code, pos: [at, at + 1], message: "" }] };
  };
  try {
    const [document] = [...new Composer(OPTIONS).compose(tokens(text, notes), true, text.length)];
    if (notes.tooDeep !== -1) return unread("DEPTH", notes.tooDeep);
    return {
      ...notes,
      contents: document?.contents ?? undefined,
      faults: [...notes.faults, ...(document?.errors ?? [])],
    };
  } catch {
    // The library is not ours: should a text ever break it, the other documents are still read.
    return unread("BROKEN", 0);
  }
}

/** What the library's tree does not tell, gathered from the tokens on their way into it. */
interface Notes {
  readonly comments: Comment[];
  openQuote: number;
  /** The document is over; what comes now is lost. */
  ended: boolean;
  lostAt: number;
  tooDeep: number;
  readonly faults: Fault[];
}

/** In brackets a dash alone is text, as it is to the loaders of Flux and kustomize. */
function* tokens(text: string, notes: Notes): Generator<CST.Token> {
  const parser = new Parser();
  let offset = 0;
  let scalar = false;
  let dashEnd = -1;
  for (const lexeme of new Lexer().lex(text)) {
    const mark: boolean = !scalar && MARKS.has(lexeme);
    const end = mark ? offset : offset + lexeme.length;
    // The library sees no text in such a dash, but an empty one behind it.
    if (offset === dashEnd && (lexeme === SCALAR || lexeme === "")) continue;
    if (!scalar && lexeme === "-" && isFlowIndicator(text.charCodeAt(end))) {
      dashEnd = end;
      for (const token of parser.next(SCALAR)) yield noteToken(notes, token);
    }
    if (!scalar && !mark) noteLexeme(notes, lexeme, offset, end === text.length);
    scalar = mark && lexeme === SCALAR;
    for (const token of parser.next(lexeme)) yield noteToken(notes, token);
    if (parser.stack.length > MAX_DEPTH) {
      notes.tooDeep = offset;
      return;
    }
    offset = end;
  }
  for (const token of parser.end()) yield noteToken(notes, token);
}

/** What the lexer puts between the pieces of the text: a document starts, brackets end too early, a scalar follows. */
const MARKS = new Set(["\u0002", "\u0018", "\u001f"]);
const SCALAR = "\u001f";

function noteLexeme(notes: Notes, lexeme: string, start: number, last: boolean) {
  const first = lexeme.charAt(0);
  if (first === "#") {
    notes.comments.push({ span: { start, end: start + lexeme.length }, text: lexeme });
  } else if (last && (first === '"' || first === "'") && !isClosed(lexeme)) {
    notes.openQuote = start;
  }
}

function noteToken(notes: Notes, token: CST.Token): CST.Token {
  let lost: { readonly offset: number } | undefined;
  if (token.type === "document" && notes.ended) {
    lost = token;
    notes.faults.push(misplaced(token.offset));
  } else if (token.type === "document") {
    for (const offset of rejoinLists(token.value)) notes.faults.push(misaligned(offset));
    lost = token.end?.find((it) => !HARMLESS.has(it.type));
    notes.ended = true;
  } else if (token.type === "error" && notes.ended) {
    lost = token;
  }
  if (lost && notes.lostAt === -1) notes.lostAt = lost.offset;
  return token;
}

/** Said as the library would. */
const misaligned = (offset: number): Fault => {
  return { code: "BAD_INDENT", pos: [offset, offset + 1], message: "All sequence items" };
};

const misplaced = (offset: number): Fault => {
  return { code: "UNEXPECTED_TOKEN", pos: [offset, offset + 1], message: "document at node end" };
};

/** What may follow the value of a document. */
const HARMLESS = new Set(["space", "comment", "newline"]);
