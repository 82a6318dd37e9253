/** Seconds since tick 0: `40 s`, `5:20 min`, `1:05 h`. */
export function timeWords(seconds: number): string {
  const rounded = Math.round(seconds * 10) / 10;
  if (rounded < 120) return `${rounded} s`;
  const rest = String(Math.round(rounded % 60)).padStart(2, "0");
  const minutes = Math.floor(rounded / 60);
  if (minutes < 60) return `${minutes}:${rest} min`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")} h`;
}

/** The same without a unit where it is clear: `40 s`, `5:20`, `1:05 h`. */
export const axisWords = (seconds: number): string => timeWords(seconds).replace(/ min$/, "");
