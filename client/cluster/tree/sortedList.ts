/**
 * Takes items out of a sorted list and puts others where they belong.
 *
 * @param compare tells any two items apart
 */
export function changeSorted<Item>(
  sorted: Item[],
  gone: ReadonlySet<Item>,
  added: readonly Item[],
  compare: (one: Item, other: Item) => number,
): void {
  if (gone.size <= few)
    for (const item of gone) {
      const at = sorted.indexOf(item);
      if (at >= 0) sorted.splice(at, 1);
    }
  else {
    let kept = 0;
    for (const item of sorted) {
      if (gone.has(item)) continue;
      sorted[kept] = item;
      kept += 1;
    }
    sorted.length = kept;
  }
  if (added.length > few) {
    sorted.push(...added);
    sorted.sort(compare);
  } else for (const item of added) sorted.splice(placeOf(item, sorted, compare), 0, item);
}

/** From more on it is quicker to go through all, and to sort. */
const few = 16;

function placeOf<Item>(
  item: Item,
  sorted: readonly Item[],
  compare: (one: Item, other: Item) => number,
): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = sorted[middle];
    if (other !== undefined && compare(other, item) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
