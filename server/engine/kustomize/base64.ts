/** https://www.rfc-editor.org/rfc/rfc4648#section-4, without line breaks. */
export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += letter(bits >> 18) + letter(bits >> 12);
    text += (left > 1 ? letter(bits >> 6) : "=") + (left > 2 ? letter(bits) : "=");
  }
  return text;
}

/** What base64 text stands for, line breaks aside; `undefined` when it is none. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const letters = text.replace(/[\r\n]/g, "");
  if (letters.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(letters)) return undefined;
  const padding = letters.endsWith("==") ? 2 : letters.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((letters.length / 4) * 3 - padding);
  let to = 0;
  for (let at = 0; at < letters.length; at += 4) {
    let bits = 0;
    for (let of = 0; of < 4; of++)
      bits = (bits << 6) | Math.max(LETTERS.indexOf(letters.charAt(at + of)), 0);
    for (let shift = 16; shift >= 0 && to < bytes.length; shift -= 8)
      bytes[to++] = (bits >> shift) & 0xff;
  }
  return bytes;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const letter = (bits: number): string => LETTERS.charAt(bits & 0x3f);
