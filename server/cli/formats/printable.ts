/** Text without control characters: a file may hold terminal escapes, and XML has no place for them at all. */
export function printable(text: string, instead = "\ufffd"): string {
  let out = "";
  for (const character of text) out += isControl(character.charCodeAt(0)) ? instead : character;
  return out;
}

/** C0 and C1 but tab and line feed. */
const isControl = (code: number): boolean =>
  (code < 32 && code !== 9 && code !== 10) || (code >= 127 && code < 160);
