/** Does a quoted text end with the quote that closes it? It may also end with one that is escaped. */
export function isClosed(quoted: string): boolean {
  const quote = quoted.charAt(0);
  const quotes = runAtEnd(quoted, quote, quoted.length);
  if (quote === "'") return quotes % 2 === 1;
  return quotes > 0 && runAtEnd(quoted, "\\", quoted.length - 1) % 2 === 0;
}

/** How often a character stands right before `end`, the opening quote not counted. */
function runAtEnd(text: string, char: string, end: number): number {
  let start = end;
  while (start > 1 && text.charAt(start - 1) === char) start--;
  return end - start;
}
