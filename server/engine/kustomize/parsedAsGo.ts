import { mayDiffer } from "../goYaml/mayDiffer.ts";
import { type GoFault, readAsGo } from "../goYaml/readAsGo.ts";
import type { Version } from "../goYaml/scanner.ts";
import { memo } from "../memo.ts";
import type { Entry, Node, Scalar } from "../node.ts";
import { parsed } from "../parsed.ts";
import type { Span } from "../source.ts";
import { unescaped } from "../yaml/folding.ts";
import type { ParsedDocument, YamlDocument } from "../yaml.ts";
import { mayHoldOpenKeys, withOpenKeys } from "./openKeys.ts";

/**
 * A document as go-yaml reads it. A block that ends with the text, in the middle of a line, has no line feed at its end.
 * It knows the line breaks of YAML 1.1: besides those that everybody knows, a carriage return alone, U+0085 (next
 * line), U+2028 and U+2029 (separators of lines and of paragraphs). https://yaml.org/spec/1.1/#b-char
 * And where a second document begins without a line of `---`, it reads the first one alone.
 */
export function parsedAsGo(document: YamlDocument): ParsedDocument {
  const { text } = document;
  const isOdd = ODD.test(text) || mayEndOpen(text) || mayHoldOpenKeys(text);
  const outcome = isOdd ? reading(document) : parsed(document);
  return isBroken(outcome) ? (firstOf(document) ?? outcome) : outcome;
}

const isBroken = ({ errors }: ParsedDocument): boolean => errors.some(isSyntax);

const isSyntax = ({ code }: ParsedDocument["errors"][number]): boolean => code === "yaml-syntax";

/** What stands before the end of the first document, where that alone can be read. */
const firstOf = memo((document: YamlDocument): ParsedDocument | undefined => {
  const { text, inherited } = document;
  const { end, fault } = readAsGo(text, 3);
  if (fault || end === text.length) return undefined;
  const first = parsedAsGo({ text: text.slice(0, end), inherited });
  return isBroken(first) ? undefined : first;
});

/** A mistake in the words of go-yaml. The span is known where our own reader found one, too. */
interface Fault extends GoFault {
  readonly span: Span | undefined;
}

/** Documents that nobody refuses where no more than they is read: each build asks again. */
const READABLE = new WeakSet<YamlDocument>();

/**
 * What a version of go-yaml says to a document that it cannot read. `whole` is the text that it is given, if that is
 * more than the document: lines and offsets count there.
 */
export function goFault(
  document: YamlDocument,
  version: Version,
  whole = document.text,
): Fault | undefined {
  if (whole.length <= document.text.length && READABLE.has(document)) return undefined;
  const error = parsedAsGo(document).errors.find(isSyntax);
  if (!error && !mayDiffer(whole)) {
    if (whole.length <= document.text.length) READABLE.add(document);
    return undefined;
  }
  const { fault } = readAsGo(whole, version);
  if (fault) return { ...fault, span: error?.span };
  // What go-yaml reads and we do not is told in our words.
  return error && { message: error.message, at: 0, span: error.span };
}

/** The text with line feeds for all other breaks, each as long as before. */
const withLineFeeds = (text: string): string =>
  ODD.test(text) ? text.replaceAll(ALL_ODD, "\n") : text;

const ODD = /[\x85\u2028\u2029]|\r(?!\n)/;
const ALL_ODD = new RegExp(ODD, "g");

const reading = memo((document: YamlDocument): ParsedDocument => {
  const { text, inherited } = document;
  const broken = withLineFeeds(text);
  const outcome = parsed(broken === text ? document : { text: broken, inherited });
  if (!outcome.root) return outcome;
  const root = SEPARATOR.test(text) ? withSeparators(outcome.root, text) : outcome.root;
  return { ...outcome, root: withOpenKeys(withOpenEnd(root, broken), broken) };
});

/** Few texts have no end to their last line. */
const mayEndOpen = (text: string): boolean => !ENDED.test(text) && /[|>]/.test(text);

const ENDED = /[\n\r\x85\u2028\u2029]$/;

/** Changes the block with which the text ends. */
function withOpenEnd<T extends Node>(node: T, text: string): T;
function withOpenEnd(node: Node, text: string): Node {
  if (node.kind === "scalar") return isOpenBlock(node, text) ? withoutLineFeed(node) : node;
  if (node.kind === "sequence") {
    const last = node.items.at(-1);
    const made = last && withOpenEnd(last, text);
    return made === last ? node : { ...node, items: node.items.with(-1, made) };
  }
  const last = node.kind === "mapping" ? node.entries.at(-1) : undefined;
  if (node.kind !== "mapping" || !last?.value) return node;
  const value = withOpenEnd(last.value, text);
  if (value === last.value) return node;
  return { ...node, entries: node.entries.with(-1, { key: last.key, value }) };
}

const isOpenBlock = ({ style, span, text: value }: Scalar, text: string): boolean =>
  (style === "literal" || style === "folded") &&
  value.endsWith("\n") &&
  /^[^\S\n]*$/.test(text.slice(span.end)) &&
  /\S[^\S\n]*$/.test(text);

function withoutLineFeed(scalar: Scalar): Scalar {
  const text = scalar.text.slice(0, -1);
  return { ...scalar, text, value: text };
}

/** Unlike the other breaks, these two stay what they are. */
const SEPARATOR = /[\u2028\u2029]/;

function withSeparators<T extends Node>(node: T, text: string): T;
function withSeparators(node: Node, text: string): Node {
  const written = text.slice(node.span.start, node.span.end);
  if (node.kind === "alias" || !SEPARATOR.test(written)) return node;
  if (node.kind === "scalar") return separated(node, written);
  if (node.kind === "sequence") {
    return { ...node, items: node.items.map((it) => it && withSeparators(it, text)) };
  }
  const entries = node.entries.map(({ key, value }): Entry => {
    return { key: withSeparators(key, text), value: value && withSeparators(value, text) };
  });
  return { ...node, entries };
}

function separated(scalar: Scalar, written: string): Scalar {
  const value = meant(scalar, written);
  return value === undefined ? scalar : { ...scalar, text: value, value };
}

function meant({ style, text }: Scalar, written: string): string | undefined {
  switch (style) {
    case "plain":
      return folded(written, (it) => it);
    case "single":
      return folded(written.slice(1, -1), (it) => it).replaceAll("''", "'");
    case "double":
      return unescaped(folded(joined(written.slice(1, -1)), (it) => ESCAPES[it] ?? it));
    case "literal":
      return literal(text, written);
    default:
      return undefined;
  }
}

const BREAK = /\r\n|[\n\r\x85\u2028\u2029]/g;
const LINES = /[ \t]*(?:(?:\r\n|[\n\r\x85\u2028\u2029])[ \t]*)+/g;

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\u2028": "\\L", "\u2029": "\\P" };

/** A backslash takes the break behind it away. */
const joined = (written: string): string =>
  written.replace(/\\(?:((?:\r\n|[\n\r\x85\u2028\u2029])[ \t]*)|[^\n])/g, (it, lineBreak) =>
    lineBreak === undefined ? it : "",
  );

/** One line feed is a space, of several the first is lost; separators all stay. */
const folded = (written: string, shown: (lineBreak: string) => string): string =>
  written.replace(LINES, (run) => {
    const [first = "", ...others] = breaksIn(run);
    if (first === "\n" && others.length === 0) return " ";
    return [...(first === "\n" ? [] : [first]), ...others].map(shown).join("");
  });

/** The line feeds of a literal text are those below its header, one by one. */
function literal(text: string, written: string): string {
  const [, ...breaks] = breaksIn(written);
  let next = 0;
  return text.replaceAll("\n", (it) => breaks[next++] ?? it);
}

const breaksIn = (text: string): readonly string[] =>
  [...text.matchAll(BREAK)].map(([it]) => (SEPARATOR.test(it) ? it : "\n"));
