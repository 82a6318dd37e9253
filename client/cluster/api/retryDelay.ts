const first = 250;

/**
 * How long to wait before the next try, in milliseconds: doubled each time up to a limit, between a
 * half and the whole of it by chance, so that many clients do not come back at once.
 *
 * @param tries how many failed already, from 1
 * @param random from 0 to 1
 */
export function retryDelay(tries: number, random: number, longest: number): number {
  const whole = Math.min(first * 2 ** Math.min(tries - 1, 20), longest);
  return Math.round(whole * (0.5 + random / 2));
}
