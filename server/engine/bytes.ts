/** Text as UTF-8. Half a pair becomes U+FFFD, as in Go. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  let to = 0;
  for (let at = 0; at < text.length; at++) {
    const char = codePointAt(text, at);
    if (char < 0x80) {
      bytes[to++] = char;
    } else {
      if (char > 0xffff) at++;
      const more = char < 0x800 ? 1 : char < 0x10000 ? 2 : 3;
      bytes[to++] = (LEADS[more] ?? 0) | (char >> (6 * more));
      for (let left = more - 1; left >= 0; left--)
        bytes[to++] = 0x80 | ((char >> (6 * left)) & 0x3f);
    }
  }
  return bytes;
}

const LEADS = [0, 0xc0, 0xe0, 0xf0];

/** How many bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const char = codePointAt(text, at);
    if (char > 0xffff) at++;
    length += char < 0x80 ? 1 : char < 0x800 ? 2 : char < 0x10000 ? 3 : 4;
  }
  return length;
}

function codePointAt(text: string, at: number): number {
  const char = text.codePointAt(at) ?? 0;
  return char >= 0xd800 && char <= 0xdfff ? 0xfffd : char;
}

/** The text that bytes stand for; `undefined` when they are no UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  const { text, faults } = decode(bytes);
  return faults === 0 ? text : undefined;
}

/** As `utf8Text`; each byte that fits nowhere becomes U+FFFD. */
export const lenientText = (bytes: Uint8Array): string => decode(bytes).text;

function decode(bytes: Uint8Array): { readonly text: string; readonly faults: number } {
  const parts: string[] = [];
  let chars: number[] = [];
  let faults = 0;
  for (let at = 0; at < bytes.length; ) {
    const size = sequenceAt(bytes, at);
    if (size === 0) faults++;
    chars.push(size === 0 ? 0xfffd : charAt(bytes, at, size));
    at += Math.max(size, 1);
    if (chars.length === 4096) {
      parts.push(String.fromCodePoint(...chars));
      chars = [];
    }
  }
  parts.push(String.fromCodePoint(...chars));
  return { text: parts.join(""), faults };
}

/** How many bytes make the character here; 0 when they make none. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + size > bytes.length) return 0;
  for (let next = at + 1; next < at + size; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  const char = charAt(bytes, at, size);
  const least = size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000;
  const surrogate = char >= 0xd800 && char <= 0xdfff;
  return char < least || char > 0x10ffff || surrogate ? 0 : size;
}

function charAt(bytes: Uint8Array, at: number, size: number): number {
  const lead = bytes[at] ?? 0;
  if (size === 1) return lead;
  let char = lead & (0xff >> (size + 1));
  for (let next = at + 1; next < at + size; next++)
    char = (char << 6) | ((bytes[next] ?? 0) & 0x3f);
  return char;
}
