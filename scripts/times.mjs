/** The time that so large a share of all times does not pass, from 0 to 1. */
export const at = (times, share) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

/** Times in milliseconds, as the bench tells them. */
export const figures = (times) =>
  [0.5, 0.95, 0.99].map((share) => `p${100 * share} ${at(times, share).toFixed(1)} ms`).join(", ");
