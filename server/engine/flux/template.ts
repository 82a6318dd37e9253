import type { Span } from "../source.ts";

/**
 * A text with variables, as Flux's envsubst reads it (flux.md §2.6; mirrored: github.com/fluxcd/pkg/envsubst 1.7.1,
 * package parse). It is no shell: see `operator`.
 */
export type Template =
  | { readonly parts: readonly Part[]; readonly error?: undefined }
  | { readonly error: TemplateError };

/** Plain text, escapes resolved, or a variable. */
export type Part = { readonly type: "text"; readonly text: string } | Use;

/** `${name…}` */
export interface Use {
  readonly type: "use";
  readonly name: string;
  /** What follows the name: `:=`, `//`, `^^`; `#` before the name, without arguments, is the length; "" is the value. */
  readonly operator: string;
  readonly arguments: readonly Part[];
  /** From the dollar sign to the closing brace. */
  readonly span: Span;
  readonly nameSpan: Span;
}

export interface TemplateError {
  /** In envsubst's words. */
  readonly message: string;
  readonly span: Span;
}

/** Reads a text. The first mistake ends it, as it ends the substitution. */
export function readTemplate(text: string): Template {
  const reader: Reader = { text, at: 0 };
  const parts: Part[] = [];
  while (reader.at < text.length) {
    if (!opens(reader)) {
      parts.push(words(reader, (it) => it.length > 0, DOLLARS));
      continue;
    }
    const use = readUse(reader);
    if (typeof use === "string") {
      return { error: { message: use, span: { start: reader.opened ?? 0, end: reader.at } } };
    }
    parts.push(use);
  }
  return { parts };
}

interface Reader {
  readonly text: string;
  at: number;
  /** Where the innermost variable that is being read begins. */
  opened?: number;
}

/** A mistake in envsubst's words. */
type Mistake = string;

const BAD: Mistake = "bad substitution";
const UNCLOSED: Mistake = "missing closing brace";
const NAMELESS: Mistake = "unable to parse variable name";
const NO_ARGUMENT: Mistake = "unable to parse substitution within function";

const opens = ({ text, at }: Reader): boolean => text.startsWith("${", at);

/** Escapes: the first of each pair goes. */
const DOLLARS: readonly string[] = ["$$"];
const REPLACEMENT: readonly string[] = ["$$", "\\/", "\\\\"];

/** Text up to the next variable or the first character that is not accepted. */
function words(
  reader: Reader,
  accepts: (character: string) => boolean,
  escapes: readonly string[] = [],
): Part {
  let out = "";
  while (reader.at < reader.text.length && !opens(reader)) {
    const pair = escapes.find((it) => reader.text.startsWith(it, reader.at));
    const character = characterAt(reader.text, reader.at);
    if (pair === undefined && !accepts(character)) break;
    out += pair === undefined ? character : pair.charAt(1);
    reader.at += pair === undefined ? character.length : 2;
  }
  return { type: "text", text: out };
}

const characterAt = (text: string, at: number): string =>
  String.fromCodePoint(text.codePointAt(at) ?? 0);

const LETTER = /^[\p{L}\p{Nd}_]$/u;

function identifier(reader: Reader): string {
  const part = words({ ...reader }, (it) => LETTER.test(it));
  const name = part.type === "text" ? part.text : "";
  reader.at += name.length;
  return name;
}

function readUse(reader: Reader): Use | Mistake {
  const start = reader.at;
  reader.opened = start;
  reader.at += 2;
  const length = reader.text.charAt(reader.at) === "#";
  if (length) reader.at++;
  const nameStart = reader.at;
  const name = identifier(reader);
  if (name === "") return length ? BAD : NAMELESS;
  const nameSpan = { start: nameStart, end: reader.at };
  const read = length ? closed(reader, "#", []) : operation(reader);
  if (typeof read === "string") return read;
  return { type: "use", name, ...read, span: { start, end: reader.at }, nameSpan };
}

interface Operation {
  readonly operator: string;
  readonly arguments: readonly Part[];
}

/** What follows the name, the closing brace included. */
function operation(reader: Reader): Operation | Mistake {
  const { text, at } = reader;
  const first = text.charAt(at);
  if (first === "}") return closed(reader, "", []);
  if (first === ":" || first === "=") {
    const operator = /^(?:=|:[=?+-])/.exec(text.slice(at, at + 2))?.[0];
    return operator ? fallback(reader, operator) : substring(reader);
  }
  if (first === "," || first === "^") {
    return closed(reader, taken(reader, /^[,^]{1,2}/), []);
  }
  if (first === "#") return removal(reader, taken(reader, /^##?/));
  if (first === "%") return removal(reader, taken(reader, /^%%?/));
  if (first === "/") return replacement(reader, taken(reader, /^\/[/#%]?/));
  return UNCLOSED;
}

function taken(reader: Reader, pattern: RegExp): string {
  const found = pattern.exec(reader.text.slice(reader.at, reader.at + 2))?.[0] ?? "";
  reader.at += found.length;
  return found;
}

function closed(reader: Reader, operator: string, given: readonly Part[]): Operation | Mistake {
  if (reader.text.charAt(reader.at) !== "}") return BAD;
  reader.at++;
  return { operator, arguments: given };
}

/** One variable, or text that is not empty. */
function argument(
  reader: Reader,
  accepts: (character: string) => boolean,
  escapes?: readonly string[],
): Part | Mistake {
  if (opens(reader)) return readUse(reader);
  const before = reader.at;
  const part = words(reader, accepts, escapes);
  return reader.at === before ? NO_ARGUMENT : part;
}

const notBrace = (it: string): boolean => it !== "}";

/** `${a:=text}`: text and variables up to the brace. */
function fallback(reader: Reader, operator: string): Operation | Mistake {
  reader.at += operator.length;
  const given: Part[] = [];
  while (reader.text.charAt(reader.at) !== "}") {
    const part = argument(reader, notBrace);
    if (typeof part === "string") return part;
    given.push(part);
  }
  return closed(reader, operator, given);
}

/** `${a:offset}` and `${a:offset:length}` */
function substring(reader: Reader): Operation | Mistake {
  // The scanner steps back by the width of what follows the colon, so wide characters and the end confuse it.
  if (!((reader.text.codePointAt(reader.at + 1) ?? 0x80) < 0x80)) return BAD;
  reader.at++;
  const offset = argument(reader, (it) => it !== ":" && it !== "}");
  if (typeof offset === "string") return offset;
  if (reader.text.charAt(reader.at) === "}") return closed(reader, ":", [offset]);
  const colons = /^:*/.exec(reader.text.slice(reader.at))?.[0].length ?? 0;
  if (colons === 0) return BAD;
  reader.at += colons;
  const length = argument(reader, notBrace);
  return typeof length === "string" ? length : closed(reader, ":", [offset, length]);
}

/** `${a#glob}`, `${a%%glob}` */
function removal(reader: Reader, operator: string): Operation | Mistake {
  const pattern = argument(reader, notBrace);
  return typeof pattern === "string" ? pattern : closed(reader, operator, [pattern]);
}

/** `${a/text/other}`: both slashes must be there; several at the second place count as one. */
function replacement(reader: Reader, operator: string): Operation | Mistake {
  const searched = argument(reader, (it) => it !== "/", REPLACEMENT);
  if (typeof searched === "string") return searched;
  const slashes = /^\/*/.exec(reader.text.slice(reader.at))?.[0].length ?? 0;
  if (slashes === 0) return BAD;
  reader.at += slashes;
  if (reader.text.charAt(reader.at) === "}") return closed(reader, operator, [searched]);
  const other = argument(reader, notBrace, REPLACEMENT);
  return typeof other === "string" ? other : closed(reader, operator, [searched, other]);
}
