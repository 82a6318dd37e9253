/** Where the line of an offset starts. */
export const lineStart = (text: string, offset: number): number =>
  // A negative start would be taken for 0, and find a line break there.
  offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;

/** Where the line of an offset ends, in front of its line break. */
export function lineEnd(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  if (found < 0) return text.length;
  return found > offset && text[found - 1] === "\r" ? found - 1 : found;
}

/** The start of the line after that of an offset, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  return found < 0 ? text.length : found + 1;
}

export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);
