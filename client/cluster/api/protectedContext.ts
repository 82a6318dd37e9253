/** Whether one of the patterns matches the name of a context: `*` is any text, `?` any character. */
export function isProtected(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(name.toLowerCase(), pattern.toLowerCase()));
}

/** Goes back to the last star only, so that no pattern makes it slow. */
function matches(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let afterStar = 0;
  while (at < text.length) {
    const wanted = pattern[next];
    if (wanted === "*") {
      star = next;
      afterStar = at;
      next += 1;
    } else if (wanted === "?" || wanted === text[at]) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      next = star + 1;
      afterStar += 1;
      at = afterStar;
    } else return false;
  }
  return [...pattern.slice(next)].every((it) => it === "*");
}
