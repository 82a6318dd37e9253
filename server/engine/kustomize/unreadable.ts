/** Why go-yaml takes a text for none at all, in its words; `undefined` where it does not. */
export function unreadable(content: string | Uint8Array): string | undefined {
  if (typeof content !== "string") return brokenOctets(content);
  return REFUSED.test(content) ? "control characters are not allowed" : undefined;
}

/** What YAML does not let stand in a text: https://yaml.org/spec/1.1/#c-printable */
const REFUSED = /[^\P{Cc}\t\n\r\u0085]|[\ufffe\uffff]/u;

function brokenOctets(bytes: Uint8Array): string | undefined {
  for (let at = 0; at < bytes.length; ) {
    const size = sizeOf(bytes[at] ?? 0);
    if (size === 0) return "invalid leading UTF-8 octet";
    if (at + size > bytes.length) return "incomplete UTF-8 octet sequence";
    let char = (bytes[at] ?? 0) & (size === 1 ? 0x7f : 0xff >> (size + 1));
    for (let next = at + 1; next < at + size; next++) {
      const octet = bytes[next] ?? 0;
      if ((octet & 0xc0) !== 0x80) return "invalid trailing UTF-8 octet";
      char = (char << 6) | (octet & 0x3f);
    }
    if (char < (LEAST[size] ?? 0)) return "invalid length of a UTF-8 sequence";
    if ((char >= 0xd800 && char <= 0xdfff) || char > 0x10ffff) return "invalid Unicode character";
    at += size;
  }
  return undefined;
}

const LEAST = [0, 0, 0x80, 0x800, 0x10000];

function sizeOf(lead: number): number {
  if (lead < 0x80) return 1;
  if ((lead & 0xe0) === 0xc0) return 2;
  if ((lead & 0xf0) === 0xe0) return 3;
  return (lead & 0xf8) === 0xf0 ? 4 : 0;
}
