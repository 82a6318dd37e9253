/** A duration as Go writes it, in milliseconds: `1h30m`, `90s`; what is none counts as nothing. */
export function goDuration(text: string): number {
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  let sum = 0;
  for (const [, number, unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g))
    sum += Number(number) * (units[unit] ?? 0);
  return sum;
}
