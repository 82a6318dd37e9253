/** Text as one line without control characters, whatever a file holds. */
export function oneLine(text: string): string {
  let out = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 9 || code === 10 || code === 13) out += " ";
    else out += isForbidden(code) ? "\ufffd" : character;
  }
  return out;
}

/**
 * Control characters, half characters, and those that turn the direction of what follows. None of them is part of a name,
 * and XML has no place for some.
 */
const isForbidden = (code: number): boolean =>
  code < 32 ||
  (code >= 127 && code < 160) ||
  (code >= 0xd800 && code <= 0xdfff) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2066 && code <= 0x2069) ||
  (code & 0xfffe) === 0xfffe;
