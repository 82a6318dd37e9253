import type { Entry, Mapping, Node, Scalar } from "../node.ts";
import type { Understanding } from "./faults.ts";
import {
  columnOf,
  firstColumn,
  isBlockMapping,
  lostItem,
  misplacedItem,
  notAligned,
  startsLine,
  strayLine,
} from "./mistakes.ts";

/** A pair of a block mapping whose key and value have been read. */
export interface ReadPair {
  readonly key: Scalar;
  readonly value: Node | undefined;
  /** Of its key, or of what stands before it. */
  readonly start: number;
  /** Of its value, its colon or its key. */
  readonly end: number;
  /** Its line has no colon. */
  readonly stray: boolean;
  /** A list stands where the key should be. */
  readonly list: boolean;
}

export interface Entries {
  readonly entries: readonly Entry[];
  readonly end: number;
}

/** The entries of a block mapping, each where its author meant it to be; says which lines are out of place. */
export function assemble(reading: Understanding, pairs: readonly ReadPair[]): Entries {
  const entries: Entry[] = [];
  const base = baseColumn(reading.text, pairs);
  for (const pair of pairs) {
    if (pair.list || isLostDash(reading.text, pair)) reading.errors.push(misplacedItem(pair.start));
    else if (!pair.stray) addEntry(reading, entries, pair, base);
    else if (!addLostItem(reading, entries, pair)) addStray(reading, entries, pair, base);
  }
  return { entries, end: Math.max(0, ...pairs.slice(-20).map((it) => it.end)) };
}

/** How deep the keys stand. A key behind `---` should stand at the start of a line. */
function baseColumn(text: string, [first]: readonly ReadPair[]): number {
  if (!first) return 0;
  const column = columnOf(text, first.start);
  return text.startsWith("---", first.start - column) ? 0 : column;
}

/** A dash for which the library has no place leaves a key without a text. */
const isLostDash = (text: string, { key, stray }: ReadPair) =>
  stray && key.text === "" && text.charAt(key.span.start) === "-";

function addStray(reading: Understanding, entries: Entry[], pair: ReadPair, base: number) {
  if (pair.key.text === "") return;
  const { entry, error } = strayLine(pair.key);
  reading.errors.push(error);
  addEntry(reading, entries, { ...pair, ...entry }, base);
}

/** `-item` below a list; the lines below it come as strays as well, though nothing is wrong with them. */
function addLostItem(
  { errors, text }: Understanding,
  entries: Entry[],
  { key }: ReadPair,
): boolean {
  const last = entries.at(-1);
  if (last?.value?.kind !== "sequence" || last.value.flow || !key.text.startsWith("-"))
    return false;
  const { item, error } = lostItem(key);
  if (error) errors.push(error);
  const span = { start: last.value.span.start, end: key.span.end };
  const value = { ...last.value, items: [...last.value.items, item], span };
  entries[entries.length - 1] = { key: last.key, value };
  return startsLine(text, key.span.start);
}

/** Adds an entry to those of its mapping, or to the mapping before it when it stands too deep. */
function addEntry(reading: Understanding, entries: Entry[], pair: ReadPair, base: number) {
  const { text, errors } = reading;
  const last = entries.at(-1);
  const entry: Entry = { key: pair.key, value: pair.value };
  const column = columnOf(text, pair.start);
  if (!last || column === base || !startsLine(text, pair.start)) {
    entries.push(entry);
  } else if (column > base && isBlockMapping(last.value)) {
    const neighbours = firstColumn(text, last.value);
    if (column !== neighbours) errors.push(notAligned(text, entry.key.span, neighbours));
    entries[entries.length - 1] = { key: last.key, value: addDeeper(text, last.value, entry) };
  } else {
    errors.push(notAligned(text, entry.key.span, base));
    entries.push(entry);
  }
}

/** Puts an entry that stands too deep into the mapping before it to which it seems to belong. */
function addDeeper(text: string, mapping: Mapping, entry: Entry): Mapping {
  const entries = [...mapping.entries];
  const last = entries.at(-1);
  const column = columnOf(text, entry.key.span.start);
  if (last && isBlockMapping(last.value) && firstColumn(text, last.value) <= column) {
    entries[entries.length - 1] = { key: last.key, value: addDeeper(text, last.value, entry) };
  } else {
    entries.push(entry);
  }
  const end = entry.value?.span.end ?? entry.key.span.end;
  return { ...mapping, entries, span: { start: mapping.span.start, end } };
}
