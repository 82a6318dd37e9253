/**
 * A text that was JSON and is read as YAML, which folds lines at a character that JSON lets stand: U+0085, the next
 * line. So it goes with objects on their way out, and with the entries of generators on their way in.
 */
export function withNextLinesFolded(text: string): string {
  if (!text.includes("\u0085")) return text;
  return text.replace(NEXT_LINES, (lines) => {
    const count = lines.split("\u0085").length - 1;
    return count === 1 ? " " : "\n".repeat(count - 1);
  });
}

const NEXT_LINES = / *\u0085(?: *\u0085)* */g;
