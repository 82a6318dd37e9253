/**
 * What a test writes into a YAML file: plain data, with the odd scalar spelt out. Entries and items that are
 * `undefined` are left out, so that an optional part shrinks away.
 */
export type Value =
  | undefined
  | null
  | string
  | number
  | boolean
  | Spelt
  | readonly Value[]
  | { readonly [key: string]: Value };

export interface Fields {
  readonly [key: string]: Value;
}

const SPELT = Symbol("spelt");

/** A scalar exactly as it stands in the file: its first line, and those below it, which get indented. */
export interface Spelt {
  readonly [SPELT]: readonly string[];
}

export const spelt = (...lines: readonly string[]): Spelt => ({ [SPELT]: lines });

export interface Style {
  readonly indentSequences: boolean;
  /** Small collections on one line. */
  readonly flow: boolean;
  readonly quotes: "double" | "single";
  /** Mappings that stand twice are written once and named the second time. */
  readonly anchors: boolean;
  readonly comments: boolean;
  readonly windows: boolean;
  /** Begins with `---`. */
  readonly marked: boolean;
}

export const plainStyle: Style = {
  indentSequences: false,
  flow: false,
  quotes: "double",
  anchors: false,
  comments: false,
  windows: false,
  marked: false,
};

/** The text of a YAML document, ending with a line feed. */
export function yamlOf(value: Value, style: Style = plainStyle): string {
  const writer: Writer = {
    style,
    anchors: style.anchors ? repeated(value) : new Map(),
    done: new Set(),
  };
  const lines = [
    ...(style.comments ? ["# written by a test"] : []),
    ...(style.marked ? ["---"] : []),
    ...linesOf(value, writer),
  ];
  return lines.map((it) => `${it}${style.windows ? "\r\n" : "\n"}`).join("");
}

export const isFields = (value: Value): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isSpelt(value);

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const isSpelt = (value: Value): value is Spelt =>
  typeof value === "object" && value !== null && SPELT in value;

interface Writer {
  readonly style: Style;
  /** Names by what the mapping says. */
  readonly anchors: ReadonlyMap<string, string>;
  readonly done: Set<string>;
}

function linesOf(value: Value, writer: Writer): readonly string[] {
  if (isFields(value)) {
    const entries = entriesOf(value);
    return entries.length ? entries.flatMap((it) => entryLines(it, writer)) : ["{}"];
  }
  if (isList(value)) {
    const items = value.filter((it) => it !== undefined);
    return items.length ? items.flatMap((it) => itemLines(it, writer)) : ["[]"];
  }
  return scalarLines(value, writer.style);
}

function entryLines([key, value]: readonly [string, Value], writer: Writer): readonly string[] {
  const { style } = writer;
  const head = `${stringText(key, style)}:`;
  const short = onOneLine(value, writer);
  if (short !== undefined) return [`${head} ${short}`];
  if (!isFields(value) && !isList(value)) {
    const [first = "", ...rest] = scalarLines(value, style);
    const comment = style.comments && rest.length === 0 ? " # so" : "";
    return [`${head} ${first}${comment}`, ...indented(rest)];
  }
  const name = anchorOf(value, writer);
  const opened = `${head}${name === undefined ? "" : ` &${name}`}`;
  const inner = linesOf(value, writer);
  // Above the key: kustomize itself stumbles over a comment behind one whose mapping a patch then empties.
  return [
    ...(style.comments ? ["# why"] : []),
    opened,
    ...(isList(value) && !style.indentSequences ? inner : indented(inner)),
  ];
}

function itemLines(value: Value, writer: Writer): readonly string[] {
  const short = onOneLine(value, writer);
  const [first = "", ...rest] = short === undefined ? linesOf(value, writer) : [short];
  return [`- ${first}`, ...indented(rest)];
}

/** The text of a value that is written on the line of its key: an alias, an empty or a small flow collection. */
function onOneLine(value: Value, writer: Writer): string | undefined {
  if (!isFields(value) && !isList(value)) return undefined;
  const known = writer.anchors.get(JSON.stringify(value));
  if (known !== undefined && writer.done.has(known)) return `*${known}`;
  const members = isList(value) ? value.filter((it) => it !== undefined) : entriesOf(value);
  if (members.length === 0) return isList(value) ? "[]" : "{}";
  const small = writer.style.flow && known === undefined && JSON.stringify(value).length < 60;
  return small ? flowText(value, writer.style) : undefined;
}

/** Marks the mapping as written; later ones that say the same refer to it. */
function anchorOf(value: Value, writer: Writer): string | undefined {
  const name = writer.anchors.get(JSON.stringify(value));
  if (name !== undefined) writer.done.add(name);
  return name;
}

/** `undefined` where a member cannot stand on one line. */
function flowText(value: Value, style: Style): string | undefined {
  if (isFields(value)) {
    const texts = entriesOf(value).map(([key, it]) => {
      const text = flowText(it, style);
      return text === undefined ? undefined : `${stringText(key, style)}: ${text}`;
    });
    return texts.includes(undefined) ? undefined : `{${texts.join(", ")}}`;
  }
  if (isList(value)) {
    const texts = value.filter((it) => it !== undefined).map((it) => flowText(it, style));
    return texts.includes(undefined) ? undefined : `[${texts.join(", ")}]`;
  }
  const [text = "", ...more] = scalarLines(value, style);
  const isSafe = more.length === 0 && (!isSpelt(value) || /^[\w."'+-]+$/.test(text));
  return isSafe ? text : undefined;
}

function scalarLines(value: Value, style: Style): readonly string[] {
  if (isSpelt(value)) return value[SPELT];
  if (
    typeof value === "string" &&
    style.quotes === "double" &&
    /^[!-~][\n -~]*[!-~]\n$/.test(value)
  ) {
    return ["|", ...value.slice(0, -1).split("\n")];
  }
  if (typeof value === "string") return [stringText(value, style)];
  return [String(value ?? null)];
}

const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|\.?inf|\.?nan)$/i;

function stringText(text: string, { quotes }: Style): string {
  if (/^[A-Za-z_$(][\w./$()-]*$/.test(text) && !RESERVED.test(text)) return text;
  if (quotes === "single" && /^[ -~]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  // Written as they are, U+2028 and U+2029 are ends of lines to go-yaml, and to nobody else.
  return JSON.stringify(text).replaceAll(/[^ -~¡-\u2027\u2030-\uD7FF\uE000-\uFFFD]/gu, escaped);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xff_ff) return character;
  return `\\u${code.toString(16).padStart(4, "0")}`;
}

const entriesOf = (value: Fields): readonly (readonly [string, Value])[] =>
  Object.entries(value).filter(([, it]) => it !== undefined);

const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((it) => (it === "" ? "" : `  ${it}`));

/** Mappings that say the same in several places, with a name for each. */
function repeated(value: Value): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  count(value, counts);
  const twice = [...counts].filter(([, times]) => times > 1);
  return new Map(twice.map(([text], index) => [text, `same${index}`]));
}

function count(value: Value, counts: Map<string, number>): void {
  if (isList(value)) for (const it of value) count(it, counts);
  if (!isFields(value) || entriesOf(value).length === 0) return;
  // What is spelt out is no part of this text, so such mappings may not stand for one another.
  const text = JSON.stringify(value);
  if (!text.includes("{}")) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const [, it] of entriesOf(value)) count(it, counts);
}
