/** The list with each part changed; the same list where no part is. */
export function eachChanged<T>(list: readonly T[], change: (part: T) => T): readonly T[] {
  let made: T[] | undefined;
  for (let at = 0; at < list.length; at++) {
    const before = list[at] as T;
    const after = change(before);
    if (after === before) continue;
    made ??= list.slice();
    made[at] = after;
  }
  return made ?? list;
}
