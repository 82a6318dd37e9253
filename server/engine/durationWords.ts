/** Seconds as people say them: `130 s`, `5 min`, `1 h 30 min`. */
export function durationWords(seconds: number): string {
  const rounded = Math.round(seconds * 1000) / 1000;
  const isShort = rounded < 120 || (rounded < 600 && rounded % 60 !== 0);
  if (isShort || !Number.isInteger(rounded)) return `${rounded} s`;
  const parts = [
    [Math.floor(rounded / 3600), "h"],
    [Math.floor(rounded / 60) % 60, "min"],
    [rounded % 60, "s"],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, unit]) => `${number} ${unit}`)
    .join(" ");
}
