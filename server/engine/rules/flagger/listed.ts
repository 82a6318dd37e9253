/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly (string | number)[], last = "and"): string =>
  words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
