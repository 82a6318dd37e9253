/**
 * The word that was probably meant: the same letters in other case or punctuation, or at most two letters away
 * (one for words under five letters). `undefined` when none is near, or several are equally so.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const letters = lettersOf(word);
  const reach = word.length < 5 ? 1 : 2;
  let best: string | undefined;
  let bestDistance = reach + 1;
  let tied = false;
  for (const candidate of candidates) {
    if (candidate === word || candidate === best) continue;
    const same = letters !== "" && lettersOf(candidate) === letters;
    const distance = same ? 0 : distanceOf(word, candidate, Math.min(reach, bestDistance));
    if (distance > bestDistance || distance > reach) continue;
    tied = distance === bestDistance;
    if (!tied) best = candidate;
    bestDistance = distance;
  }
  return tied ? undefined : best;
}

const lettersOf = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");

/**
 * Optimal string alignment distance: letters added, dropped, changed, or swapped with their neighbour.
 * Anything above `limit` comes back as some number above it.
 */
export function distanceOf(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = cell(a, b, i, j, row, last, before);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

function cell(
  a: string,
  b: string,
  i: number,
  j: number,
  row: readonly number[],
  last: readonly number[],
  before: readonly number[],
): number {
  const at = (cells: readonly number[], index: number) => cells[index] ?? Number.POSITIVE_INFINITY;
  const change = a[i - 1] === b[j - 1] ? 0 : 1;
  const cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + change);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(cost, at(before, j - 2) + 1) : cost;
}
