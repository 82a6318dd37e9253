/**
 * Who asked for which key, by itself or through what was worked out on the way: such an answer is a key, too, and reads
 * those that stand behind it. So what many ask together is noted once, and not by each of them.
 */
export interface Readers<T extends object> {
  readonly entries: Map<string, Entry<T>>;
}

/** One key. Whoever keeps the entries of its questions keeps no texts, and need not look them up again. */
export interface Entry<T extends object> {
  readonly key: string;
  readers: Few<T>;
  /** The answers that asked for it. */
  answers: Few<Entry<T>>;
  /** Set where the key is itself that of an answer. */
  behind: Behind<T> | undefined;
}

interface Behind<T extends object> {
  readonly keys: readonly string[];
  readonly entries: readonly Entry<T>[];
}

/** Gives the keys that stand behind an answer: the same list as long as it is the same answer; `undefined` for others. */
export type KeysBehind = (key: string) => readonly string[] | undefined;

export const emptyReaders = <T extends object>(): Readers<T> => ({ entries: new Map() });

/** Notes who asked for these keys; `removeReader` wants what it gives. */
export function addReader<T extends object>(
  readers: Readers<T>,
  keys: Iterable<string>,
  reader: T,
  keysBehind: KeysBehind,
): readonly Entry<T>[] {
  const entries = entriesOf(readers, keys, keysBehind);
  for (const it of entries) it.readers = withOne(it.readers, reader);
  return entries;
}

export function removeReader<T extends object>(
  readers: Readers<T>,
  entries: readonly Entry<T>[],
  reader: T,
): void {
  for (const it of entries) {
    it.readers = withoutOne(it.readers, reader);
    forgetUnread(readers, it);
  }
}

/** Everybody whose answers may be others now that something about these keys has changed. */
export function readersOf<T extends object>(
  readers: Readers<T>,
  keys: Iterable<string>,
): ReadonlySet<T> {
  const found = new Set<T>();
  const touched = new Set<Entry<T>>();
  for (const key of keys) {
    const entry = readers.entries.get(key);
    if (entry) touched.add(entry);
  }
  // A set gives what is added on the way, too.
  for (const entry of touched) {
    for (const it of each(entry.readers)) found.add(it);
    for (const it of each(entry.answers)) touched.add(it);
  }
  return found;
}

function entriesOf<T extends object>(
  readers: Readers<T>,
  keys: Iterable<string>,
  keysBehind: KeysBehind,
): readonly Entry<T>[] {
  // Spread, a list is as long as it has to be; one that grew has room to spare.
  return [...keys].map((key) => {
    let entry = readers.entries.get(key);
    if (!entry) {
      entry = { key, readers: undefined, answers: undefined, behind: undefined };
      readers.entries.set(key, entry);
    }
    const behind = keysBehind(key);
    if (behind && behind !== entry.behind?.keys) readAgain(readers, entry, behind, keysBehind);
    return entry;
  });
}

/** An answer was worked out, perhaps again. */
function readAgain<T extends object>(
  readers: Readers<T>,
  answer: Entry<T>,
  keys: readonly string[],
  keysBehind: KeysBehind,
): void {
  const before = answer.behind;
  if (before) leave(readers, answer, before);
  const entries = entriesOf(readers, keys, keysBehind);
  for (const it of entries) it.answers = withOne(it.answers, answer);
  answer.behind = { keys, entries };
}

function leave<T extends object>(
  readers: Readers<T>,
  answer: Entry<T>,
  { entries }: Behind<T>,
): void {
  answer.behind = undefined;
  for (const it of entries) {
    it.answers = withoutOne(it.answers, answer);
    forgetUnread(readers, it);
  }
}

function forgetUnread<T extends object>(readers: Readers<T>, entry: Entry<T>): void {
  if (entry.readers || entry.answers) return;
  readers.entries.delete(entry.key);
  if (entry.behind) leave(readers, entry, entry.behind);
}

/**
 * Most keys have one reader and most others a few, so lists and sets are made only where there are more: a set for each
 * key would cost more than all other facts.
 */
type Few<T extends object> = T | readonly T[] | Set<T> | undefined;

const MANY = 8;

function withOne<T extends object>(few: Few<T>, it: T): Few<T> {
  if (few === undefined || few === it) return it;
  if (few instanceof Set) return few.add(it);
  if (!isList(few)) return [few, it];
  if (few.includes(it)) return few;
  return few.length < MANY ? [...few, it] : new Set([...few, it]);
}

function withoutOne<T extends object>(few: Few<T>, it: T): Few<T> {
  if (few === it) return undefined;
  if (few instanceof Set) return few.delete(it) && few.size === 0 ? undefined : few;
  if (few === undefined || !isList(few) || !few.includes(it)) return few;
  return few.length > 2 ? few.filter((other) => other !== it) : few.find((other) => other !== it);
}

function each<T extends object>(few: Few<T>): Iterable<T> {
  if (few === undefined) return [];
  return few instanceof Set || isList(few) ? few : [few];
}

/** No reader is itself a list. */
const isList = <T extends object>(few: T | readonly T[]): few is readonly T[] => Array.isArray(few);
