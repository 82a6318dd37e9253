const first = 500;
const longest = 30_000;
/** A server that lived this long was healthy; what came before no longer counts. */
const healthy = 60_000;

/**
 * How long to wait before the server is started again, in milliseconds.
 *
 * @param endings when it ended unasked, oldest first, in milliseconds; the last one is now
 */
export function backoff(endings: readonly number[]): number {
  let recent = 0;
  for (let index = endings.length - 1; 0 < index; index -= 1) {
    const gap = (endings[index] ?? 0) - (endings[index - 1] ?? 0);
    if (healthy <= gap) break;
    recent += 1;
  }
  return Math.min(first * 2 ** recent, longest);
}
