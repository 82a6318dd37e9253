/**
 * Who asked for which key. Most keys have one reader, so a set is made only for the second:
 * a set for each would cost more memory than all other facts together.
 */
export type Readers<T extends object> = Map<string, T | Set<T>>;

export const emptyReaders = <T extends object>(): Readers<T> => new Map();

export function addReader<T extends object>(readers: Readers<T>, key: string, reader: T): void {
  const known = readers.get(key);
  if (known === undefined) readers.set(key, reader);
  else if (known instanceof Set) known.add(reader);
  else if (known !== reader) readers.set(key, new Set([known, reader]));
}

export function removeReader<T extends object>(readers: Readers<T>, key: string, reader: T): void {
  const known = readers.get(key);
  if (known === reader) readers.delete(key);
  else if (known instanceof Set && known.delete(reader) && known.size === 0) readers.delete(key);
}

export function readersOf<T extends object>(readers: Readers<T>, key: string): Iterable<T> {
  const known = readers.get(key);
  if (known === undefined) return [];
  return known instanceof Set ? known : [known];
}
