/** What our reader of YAML found: a sentence, and where. */
interface Finding {
  readonly message: string;
  readonly at: number;
}

/**
 * A mistake in the YAML as go-yaml tells it: `line 4: did not find expected key`. Our reader recovers and knows other
 * sentences, so this is a table from those to the words of go-yaml, and to the lines that it would name. Where the
 * table does not fit, the words are those of a neighbour.
 */
export function goYamlError(text: string, { message, at }: Finding): string {
  const row = ROWS.find(([sentence]) => sentence.test(message));
  const { words, line } = (row?.[1] ?? expectedKey)(spotOf(text, at), message);
  return line > 0 ? `line ${line}: ${words}` : words;
}

/** Lines are counted from 0. */
interface Spot {
  readonly lines: readonly string[];
  readonly line: number;
  readonly column: number;
}

/** What go-yaml says. No line is told where it is 0. */
interface Told {
  readonly words: string;
  readonly line: number;
}

type Teller = (spot: Spot, message: string) => Told;

function spotOf(text: string, at: number): Spot {
  const lines = text.split(/\r?\n/);
  const before = text.slice(0, at).split("\n");
  return { lines, line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

/** Its scanner counts lines from 1, but tells none where it is the first. */
const scanned =
  (words: string): Teller =>
  ({ line }) => ({ words, line: line === 0 ? 0 : line + 1 });

/** Its parser counts lines from 0, and names that of the construct around, unless that is the first. */
const parsedAt = (words: string, around: number, line: number): Told => ({
  words,
  line: around > 0 ? around : line,
});

const NOT_HERE = "mapping values are not allowed in this context";
const NO_START = "found character that cannot start any token";
const NO_COLON = "could not find expected ':'";
const NO_KEY = "did not find expected key";
const NO_CONTENT = "did not find expected node content";
const TAB = "found a tab character that violates indentation";

const expectedKey: Teller = (spot) => parsedAt(NO_KEY, mappingStart(spot), spot.line);

const expectedContent: Teller = ({ line }) => parsedAt(NO_CONTENT, line, line);

/**
 * Text without a colon goes on in the lines below that are deeper than the mapping around, until one of them has a
 * colon; among the keys of a mapping it ends at once.
 */
const strayText: Teller = (spot) => {
  const { lines, line } = spot;
  if (tabBehind(spot)) return { words: TAB, line: line + 1 };
  const column = keyColumn(lines[line] ?? "");
  const around = columnAround(spot);
  for (let next = line + 1; around < column && next < lines.length; next++) {
    const it = lines[next] ?? "";
    if (it.trim() === "") continue;
    if (indentOf(it) <= around || it.trimStart().startsWith("#")) break;
    if (/:(\s|$)/.test(it)) return { words: NOT_HERE, line: next + 1 };
  }
  // Of the first line it tells where it looked last.
  return { words: NO_COLON, line: line === 0 ? nextContent(spot) + 1 : line + 1 };
};

/** How deep the collection stands that is open above the line; -1 where there is none. */
function columnAround({ lines, line }: Spot): number {
  const column = keyColumn(lines[line] ?? "");
  for (let above = line - 1; above >= 0; above--) {
    const text = lines[above] ?? "";
    if (isIdle(text)) continue;
    const indent = indentOf(text);
    if (indent > column) continue;
    return indent === column ? column : Math.min(keyColumn(text), column);
  }
  return -1;
}

const tabBehind = ({ lines, line }: Spot): boolean => /^ *\t/.test(lines[line + 1] ?? "");

function nextContent({ lines, line }: Spot): number {
  const next = lines.findIndex((it, index) => index > line && it.trim() !== "");
  return next === -1 ? lines.length - 1 : next;
}

/** A tab ends plain text above it, or is met where a token should start. */
const tab: Teller = (spot) => {
  const above = lastContent(spot);
  const line = spot.lines[above] ?? "";
  const plain = /(?:^|[:-] )\s*[^\s"'[{|>#&*!@`%:-][^#]*[^\s:]$/.test(line);
  if (above >= 0 && plain) return { words: TAB, line: above === 0 ? spot.line + 1 : above + 1 };
  return scanned(NO_START)(spot, "");
};

function lastContent({ lines, line }: Spot): number {
  let above = line - 1;
  while (above >= 0 && lines[above]?.trim() === "") above--;
  return above;
}

/** Deeper than its neighbours, a line goes on with the text above; else it opens a mapping where none can be. */
const indentation: Teller = (spot, message) => {
  const [own = 0, others = 0] = (message.match(/\d+/g) ?? []).map(Number);
  if (own <= others) return parsedAt(NO_KEY, mappingStart(around(spot)), spot.line);
  if (isAmongItems(spot)) return item(spot, message);
  return goesOn(spot) ? scanned(NOT_HERE)(spot, message) : expectedKey(spot, message);
};

/** Do dashes stand above, as deep as the line? */
function isAmongItems({ lines, line }: Spot): boolean {
  const column = indentOf(lines[line] ?? "");
  const above = lines.slice(0, line).findLast((it) => !isIdle(it) && indentOf(it) <= column) ?? "";
  return indentOf(above) === column && /^\s*-(\s|$)/.test(above);
}

/** The nearest line above that is less deep. */
function around({ lines, line }: Spot): Spot {
  const column = keyColumn(lines[line] ?? "");
  let above = line - 1;
  while (above > 0 && (isIdle(lines[above] ?? "") || keyColumn(lines[above] ?? "") >= column)) {
    above--;
  }
  return { lines, line: Math.max(above, 0), column };
}

/** Does plain text end the line above? */
function goesOn(spot: Spot): boolean {
  const above = spot.lines[lastContent(spot)] ?? "";
  return /[:-] +[^\s"'[{|>#&*!][^#]*$/.test(above) || !above.includes(":");
}

/** A bracket without an end: the text ends where a value should be, or something stands where a comma should be. */
const unclosed: Teller = ({ lines, line, column }, message) => {
  const close = message.includes("[") ? "]" : "}";
  const rest = [(lines[line] ?? "").slice(column), ...lines.slice(line + 1)].join("\n");
  if (/[[{,]\s*$/.test(rest)) return { words: NO_CONTENT, line: lines.length - 1 };
  return parsedAt(`did not find expected ',' or '${close}'`, line, line);
};

const alias: Teller = (spot, message) => {
  const name = /`&(.*)`/.exec(message)?.[1] ?? "";
  if (/^[\w-]+$/.test(name)) return { words: `unknown anchor '${name}' referenced`, line: 0 };
  return scanned("did not find expected alphabetic or numeric character")(spot, message);
};

const item: Teller = (spot) =>
  parsedAt("did not find expected '-' indicator", sequenceStart(spot), spot.line);

/** The first line of the mapping to which the line of the spot belongs. */
function mappingStart({ lines, line }: Spot): number {
  const column = keyColumn(lines[line] ?? "");
  let start = line;
  for (let above = line - 1; above >= 0; above--) {
    const text = lines[above] ?? "";
    if (isIdle(text)) continue;
    const indent = indentOf(text);
    if (indent > column) continue;
    if (keyColumn(text) >= column || indent === column) start = above;
    if (indent < column)
      return keyColumn(text) >= column ? start : outer(lines, start, above, column);
  }
  return start;
}

/** A line that stands alone at its depth belongs to the mapping around. */
function outer(lines: readonly string[], start: number, above: number, column: number): number {
  const alone = indentOf(lines[start] ?? "") !== column;
  return alone ? mappingStart({ lines, line: above, column }) : start;
}

function sequenceStart({ lines, line }: Spot): number {
  const column = indentOf(lines[line] ?? "");
  let start = line;
  for (let above = line - 1; above >= 0; above--) {
    const text = lines[above] ?? "";
    if (text.trim() === "") continue;
    if (indentOf(text) < column) break;
    if (indentOf(text) === column && /^\s*-(\s|$)/.test(text)) start = above;
  }
  return start;
}

/** Is there nothing, or only a comment? */
const isIdle = (line: string): boolean => /^\s*(#|$)/.test(line);

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Where the first key stands behind dashes. */
const keyColumn = (line: string): number => /^(?:\s|-\s)*/.exec(line)?.[0].length ?? 0;

/** Sentences of `server/engine/yaml` and what go-yaml says; the first that fits. */
const ROWS: readonly (readonly [sentence: RegExp, tell: Teller])[] = [
  [/indented with a tab/, tab],
  [/has no colon|missing behind this colon|missing behind this dash/, strayText],
  [/line is indented by/, indentation],
  [/quote is never closed/, scanned("found unexpected end of stream")],
  [/`[[{]` is never closed/, unclosed],
  [/cannot start with `,`|closes nothing|comma too many/, expectedContent],
  [/A value cannot start with/, scanned(NO_START)],
  [/A second `key:`/, scanned(NOT_HERE)],
  [/escape is not known/, scanned("found unknown escape character")],
  [
    /list cannot start on the line of its key/,
    scanned("block sequence entries are not allowed in this context"),
  ],
  [/Behind `\|` or `>`/, scanned("did not find expected comment or line break")],
  [/tag is not known/, scanned("did not find the expected '>'")],
  [/directive is not known/, scanned("found unknown directive name")],
  [/No anchor/, alias],
  [/does not belong to what stands above/, item],
  [/In brackets this needs a comma/, expectedContent],
];
