import type { Fault } from "./faults.ts";
import { type Composed, endOf, type Foreign } from "./foreign.ts";
import { visibleEnd } from "./nodes.ts";

/** A text as the library understood it, in one part or several. */
export interface Recovered {
  readonly parts: readonly Foreign[];
  readonly faults: readonly Fault[];
  readonly comments: Composed["comments"];
}

/**
 * Lets the library compose a text. Where it loses the thread, the text is mended without moving a character,
 * or read on behind the loss, so that one mistake does not hide the rest of the document.
 */
export function recover(text: string, compose: (text: string) => Composed): Recovered {
  const mended: Fault[] = [];
  // Behind a byte-order mark the library miscounts the columns of the first line; behind a line break it does not.
  let patched = text.replace(/^\ufeff/, "\n");
  let whole = compose(patched);
  for (let round = 0; round < ROUNDS; round++) {
    const next = withoutTabs(patched, whole, mended) ?? withQuoteClosed(patched, whole, mended);
    if (next === undefined) break;
    patched = next;
    whole = compose(patched);
  }
  const parts: Foreign[] = [];
  const faults = mended;
  let it = whole;
  let from = 0;
  for (let round = 0; ; round++) {
    if (it.contents) parts.push(it.contents);
    const next = round < ROUNDS ? resumption(patched, it, from) : -1;
    faults.push(
      ...it.faults.filter(({ pos }) => next === -1 || pos[0] < next || pos[0] === it.lostAt),
    );
    if (next === -1) break;
    from = next;
    it = compose(`${" ".repeat(from - 1)}\n${patched.slice(from)}`);
  }
  return { parts, faults, comments: whole.comments };
}

const ROUNDS = 8;

/** The text with spaces for the tabs that the library stumbled over. */
function withoutTabs(text: string, { faults }: Composed, mended: Fault[]): string | undefined {
  const tabs = faults.filter((it) => it.code === "TAB_AS_INDENT");
  if (tabs.length === 0) return undefined;
  let out = "";
  let from = 0;
  for (const { pos } of tabs.sort((a, b) => a.pos[0] - b.pos[0])) {
    if (pos[0] < from) continue;
    const end = blanksEnd(text, pos[0]);
    out += text.slice(from, pos[0]) + text.slice(pos[0], end).replaceAll("\t", " ");
    from = end;
  }
  const next = out + text.slice(from);
  if (next === text) return undefined;
  mended.push(...tabs);
  return next;
}

function blanksEnd(text: string, start: number): number {
  let at = start;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

/** A quote that swallowed all lines below it is closed at the end of its own line. */
function withQuoteClosed(
  text: string,
  { openQuote }: Composed,
  mended: Fault[],
): string | undefined {
  if (openQuote === -1) return undefined;
  const line = text.indexOf("\n", openQuote);
  if (line === -1 || text.slice(line).trim() === "") return undefined;
  const last = visibleEnd(text, openQuote + 1, line) - 1;
  const quote = text.charAt(openQuote);
  const pos = [openQuote, last + 1] as const;
  mended.push({ code: "OPEN_QUOTE", pos, message: "" });
  if (last === openQuote) return replaced(text, last, " ");
  // A quote that is there already is escaped by the character before it.
  return text[last] === quote ? replaced(text, last - 1, " ") : replaced(text, last, quote);
}

const replaced = (text: string, at: number, character: string) =>
  text.slice(0, at) + character + text.slice(at + 1);

/** The line from which to read on; -1 when nothing was lost. */
function resumption(text: string, { lostAt, contents }: Composed, from: number): number {
  if (lostAt === -1) return -1;
  const line = text.lastIndexOf("\n", lostAt - 1) + 1;
  if (line > from && (!contents || endOf(contents) <= line)) return line;
  const below = text.indexOf("\n", lostAt) + 1;
  return below === 0 || text.slice(below).trim() === "" ? -1 : below;
}
