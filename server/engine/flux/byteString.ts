/**
 * Go counts and cuts strings by bytes. Here a text becomes a string of bytes (one character each, U+0000 to U+00FF)
 * and back; bytes that are no UTF-8 become lone surrogates U+DC80 to U+DCFF, so that nothing is lost.
 */
export function bytesOf(text: string): string {
  if (ASCII.test(text)) return text;
  let out = "";
  for (const character of text) out += encoded(character.codePointAt(0) ?? 0);
  return out;
}

const ASCII = /^[\0-\x7f]*$/;
const char = String.fromCharCode;
const tail = (point: number, shift: number): string => char(0x80 | ((point >> shift) & 0x3f));

function encoded(point: number): string {
  if (point < 0x80) return char(point);
  if (point >= 0xdc80 && point <= 0xdcff) return char(point - 0xdc00);
  if (point < 0x800) return char(0xc0 | (point >> 6)) + tail(point, 0);
  if (point < 0x10000) return char(0xe0 | (point >> 12)) + tail(point, 6) + tail(point, 0);
  return char(0xf0 | (point >> 18)) + tail(point, 12) + tail(point, 6) + tail(point, 0);
}

export function textOfBytes(bytes: string): string {
  if (ASCII.test(bytes)) return bytes;
  let out = "";
  for (let at = 0; at < bytes.length; ) {
    const { point, width } = decodedAt(bytes, at);
    out += point === undefined ? char(0xdc00 + bytes.charCodeAt(at)) : String.fromCodePoint(point);
    at += width;
  }
  return out;
}

/** The character that begins there; `point` is absent, and the width 1, where the bytes are no UTF-8. */
export function decodedAt(
  bytes: string,
  at: number,
): { readonly point: number | undefined; readonly width: number } {
  const first = bytes.charCodeAt(at);
  const width = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (width === 1) return { point: first, width };
  let point = first & (0xff >> (width + 1));
  for (let i = 1; i < width; i++) {
    const next = bytes.charCodeAt(at + i);
    if ((next & 0xc0) !== 0x80) return { point: undefined, width: 1 };
    point = (point << 6) | (next & 0x3f);
  }
  const least = [0, 0, 0x80, 0x800, 0x10000][width] ?? 0;
  const wrong =
    width === 0 || first > 0xf4 || point < least || point > 0x10ffff || point >> 11 === 0x1b;
  return wrong ? { point: undefined, width: 1 } : { point, width };
}
