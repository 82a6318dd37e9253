import type { YamlError } from "../yaml.ts";
import { startsLine, TAB_INDENT } from "./mistakes.ts";

/** An error as the library reports it. */
export interface Fault {
  readonly code: string;
  readonly pos: readonly [number, number];
  readonly message: string;
}

/** What reading the library's tree told about a text. */
export interface Understanding {
  readonly text: string;
  /** Mistakes whose place and cause are known better than the library knows them. */
  readonly errors: YamlError[];
  /** Offsets of lines whose keys the library mistook for others: what it says of them is not so. */
  readonly settled: number[];
  /** Brackets without an end; what the library says of their line comes first. */
  readonly unclosed: YamlError[];
}

/** The mistakes understood, then the library's faults in our words: at most one a line, in order. */
export function sentences(
  { text, errors: own, settled, unclosed }: Understanding,
  faults: readonly Fault[],
): readonly YamlError[] {
  const lineOf = (offset: number) => text.lastIndexOf("\n", offset - 1);
  const lines = new Set<number>();
  const errors: YamlError[] = [];
  const add = (error: YamlError) => {
    const line = lineOf(error.span.start);
    if (lines.has(line) || errors.length >= MOST) return;
    lines.add(line);
    errors.push(error);
  };
  const duplicates = own.filter((it) => it.code === "duplicate-key");
  const others = own.filter((it) => it.code !== "duplicate-key");
  for (const error of others.slice(0, ENOUGH)) add(error);
  const mistaken = new Set(settled.slice(0, ENOUGH).map(lineOf));
  const unsaid =
    others.length + unclosed.length === 0 ? faults : faults.filter((it) => !isOurs(it));
  for (const fault of unsaid.slice(0, ENOUGH)) {
    const aboutKey = fault.code.endsWith("IMPLICIT_KEY");
    if (!aboutKey || !mistaken.has(lineOf(fault.pos[0]))) add(errorOf(text, fault));
  }
  for (const error of unclosed.slice(0, ENOUGH)) add(error);
  const [first] = faults;
  if (first && errors.length === 0) add(errorOf(text, first));
  errors.push(...duplicates);
  return errors.sort((a, b) => a.span.start - b.span.start);
}

/** Converting the tree reports these itself, where they begin. */
function isOurs({ code, message }: Fault): boolean {
  if (code === "BAD_INDENT") return /mapping items|sequence items|Flow/.test(message);
  return code === "MISSING_CHAR" && /quote|end with a/.test(message);
}

/** A file full of tabs is one mistake, not a thousand. */
const MOST = 20;
/** As many are looked at: a long line can hold a hundred thousand. */
const ENOUGH = 500;

function errorOf(text: string, fault: Fault): YamlError {
  const start = Math.min(fault.pos[0], text.length);
  const end = Math.max(start, Math.min(fault.pos[1], text.length));
  return { code: "yaml-syntax", span: visibleSpan(text, start, end), message: say(text, fault) };
}

/** What lies behind the last character of a line is shown on that character. */
function visibleSpan(text: string, start: number, end: number): YamlError["span"] {
  if (text.charAt(start).trim() !== "" || isSpace(text.charAt(start))) return { start, end };
  let from = start;
  while (from > 0 && text.charAt(from).trim() === "") from--;
  return { start: from, end: from + 1 };
}

const isSpace = (char: string) => char === " " || char === "\t";

function say(text: string, { code, message, pos }: Fault): string {
  if (/at node end/.test(message) && startsLine(text, pos[0]))
    return "This line does not belong to what stands above it.";
  const sentence = SENTENCES.find((it) => it[0] === code && it[1].test(message))?.[2];
  const char = text.charAt(pos[0]);
  // A backquote cannot stand in backquotes.
  const shown = sentence?.replace("`@`", char === "`" ? "a backquote" : `\`${char}\``);
  return shown ?? "YAML does not allow this here.";
}

/** A code, what the library's message must hold, and our sentence: `@` stands for the character at the error. */
type Wording = readonly [code: string, part: RegExp, sentence: string];

const QUOTE = "put the whole value in quotes";

const SENTENCES: readonly Wording[] = [
  ["ALIAS_PROPS", /./, "An alias takes neither an anchor nor a tag of its own."],
  ["BAD_ALIAS", /./, "A name is missing behind this `@`."],
  ["BAD_COLLECTION_TYPE", /./, "This tag does not fit its value."],
  ["BAD_DIRECTIVE", /./, "This directive is not known; YAML has `%YAML` and `%TAG`."],
  [
    "BAD_DQ_ESCAPE",
    /./,
    "This escape is not known in double quotes: write `\\\\` for a backslash, or use single quotes.",
  ],
  ["BAD_INDENT", /mapping items/, "This line is not indented like its neighbours."],
  ["BAD_INDENT", /sequence items/, "This line is not indented like its neighbours."],
  ["BAD_INDENT", /values in collections/, "This text must be indented deeper than its key."],
  ["BAD_INDENT", /Block scalar lines/, "This line is indented less than the text it belongs to."],
  ["BAD_INDENT", /Flow map/, "A `}` is missing: this mapping is never closed."],
  ["BAD_INDENT", /Flow sequence/, "A `]` is missing: this list is never closed."],
  ["BAD_PROP_ORDER", /./, "Anchors and tags stand behind this `@`, not before it."],
  ["BAD_SCALAR_START", /./, `A value cannot start with \`@\`; ${QUOTE}.`],
  [
    "BLOCK_AS_IMPLICIT_KEY",
    /Nested mappings/,
    `A second \`key:\` on one line: ${QUOTE}, or start a new line.`,
  ],
  ["BLOCK_AS_IMPLICIT_KEY", /./, "This list is not indented like its neighbours."],
  ["BLOCK_IN_FLOW", /./, "In brackets this needs a comma before it, or quotes around it."],
  ["BROKEN", /^/, "This document cannot be read."],
  ["DEPTH", /^/, "This is nested deeper than 500 levels, so the document is not read."],
  [
    "MISSING_CHAR",
    /Implicit map keys/,
    "This line has no colon: it is neither `key: value` nor `- item`.",
  ],
  ["MISSING_CHAR", /quote/, "This quote is never closed."],
  ["OPEN_QUOTE", /^/, "This quote is never closed."],
  ["MISSING_CHAR", /Comments/, "A space is missing before this `#`."],
  ["MISSING_CHAR", /without - indicator/, "A `- ` is missing: the lines around are a list."],
  ["MISSING_CHAR", /space after :/, "A space is missing behind this colon."],
  ["MISSING_CHAR", /Missing , or :/, "A comma or a colon is missing before this."],
  ["MISSING_CHAR", /Missing ,/, "A comma is missing before this."],
  ["MISSING_CHAR", /end with a \}/, "A `}` is missing: this mapping is never closed."],
  ["MISSING_CHAR", /end with a \]/, "A `]` is missing: this list is never closed."],
  [
    "MISSING_CHAR",
    /sequence props/,
    "A list starts on a line of its own, below its anchor or tag.",
  ],
  [
    "MISSING_CHAR",
    /directives-end marker/,
    "The first key or item stands below the `---`, not behind it.",
  ],
  ["MISSING_CHAR", /Missing directives-end/, "A `---` line is missing below the directives."],
  [
    "MISSING_CHAR",
    /leading empty lines/,
    "The blank lines above are indented deeper than this text.",
  ],
  ["MISSING_CHAR", /Tags and anchors/, "A space is missing before this."],
  [
    "MULTILINE_IMPLICIT_KEY",
    /./,
    "This line has no colon: it is neither `key: value` nor `- item`.",
  ],
  ["MULTIPLE_ANCHORS", /./, "A value takes one anchor only."],
  ["MULTIPLE_TAGS", /./, "A value takes one tag only."],
  ["RESOURCE_EXHAUSTION", /./, "This is nested too deeply to be read."],
  ["TAB_AS_INDENT", /./, TAB_INDENT],
  ["TAG_RESOLVE_FAILED", /./, "This tag is not known."],
  [
    "UNEXPECTED_TOKEN",
    /block-seq-ind/,
    "A list cannot start on the line of its key; start a new line.",
  ],
  ["UNEXPECTED_TOKEN", /header/, "Behind `|` or `>` stand only `+` or `-` and one digit."],
  ["UNEXPECTED_TOKEN", /Unexpected (,|empty)/, "There is a comma too many here."],
  ["UNEXPECTED_TOKEN", /flow-(map|seq)-end/, "This `@` closes nothing."],
  ["UNEXPECTED_TOKEN", /Not a YAML token/, "Behind `|` or `>` stands nothing but a comment."],
  ["UNEXPECTED_TOKEN", /start at node end/, "A comma is missing before this."],
  ["UNEXPECTED_TOKEN", /at node end/, `The value has ended before this; ${QUOTE}.`],
];
