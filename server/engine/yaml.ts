import { Composer, Lexer, Parser } from "yaml";
import type { Node } from "./node.ts";
import type { Span } from "./source.ts";
import { readBlock } from "./yaml/block.ts";
import { type Composed, convert } from "./yaml/convert.ts";
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
  const known = new Map(previous.map(({ document }) => [document.text, document]));
  let start = 0;
  return split(text).map((it) => {
    const document = known.get(it) ?? { text: it, inherited: undefined };
    const placed = { document, start };
    start += it.length;
    return placed;
  });
}

/** The tree of a document, its errors and comments. Total: every text has an answer. */
export function parseDocument(document: YamlDocument): ParsedDocument {
  return readBlock(document)?.parsed ?? parseLeniently(document);
}

/** As `parseDocument`, by the library alone: slow, knows all of YAML, recovers from errors. */
export function parseLeniently({ text, inherited }: YamlDocument): ParsedDocument {
  return convert(text, compose(text), inherited);
}

/** Tokens of deeper nesting are not composed: the library would overflow the stack. */
const MAX_DEPTH = 500;

/** Keys that stand twice, unknown tags and style matters are no business of the library's here. */
const OPTIONS = {
  strict: false,
  uniqueKeys: false,
  keepSourceTokens: true,
  resolveKnownTags: false,
  logLevel: "error",
} as const;

function compose(text: string): Composed {
  const comments: Comment[] = [];
  const parser = new Parser();
  let tooDeep = -1;
  function* tokens() {
    let offset = 0;
    let scalar = false;
    for (const lexeme of new Lexer().lex(text)) {
      if (!scalar && lexeme.charCodeAt(0) === HASH) {
        comments.push({ span: { start: offset, end: offset + lexeme.length }, text: lexeme });
      }
      const control: boolean =
        !scalar && (lexeme === DOCUMENT || lexeme === FLOW_END || lexeme === SCALAR);
      scalar = control && lexeme === SCALAR;
      yield* parser.next(lexeme);
      if (!control) offset += lexeme.length;
      if (parser.stack.length > MAX_DEPTH) {
        tooDeep = offset - lexeme.length;
        return;
      }
    }
    yield* parser.end();
  }
  const [document] = new Composer(OPTIONS).compose(tokens(), true, text.length);
  if (tooDeep !== -1) {
    const message = "Too deep";
    const pos = [tooDeep, tooDeep + 1] as const;
    return { contents: undefined, faults: [{ code: "DEPTH", pos, message }], comments };
  }
  return { contents: document?.contents ?? undefined, faults: document?.errors ?? [], comments };
}

const HASH = 0x23;
/** Marks that the lexer puts between the pieces of the text. */
const DOCUMENT = "\u0002";
const FLOW_END = "\u0018";
const SCALAR = "\u001f";
