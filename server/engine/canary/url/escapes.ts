import { lenientText, utf8Bytes, utf8Text } from "../../bytes.ts";
import { goQuote } from "../../goQuote.ts";

/** A part of a URL that Go escapes in its own way. */
export type Part = "path" | "host" | "zone" | "user" | "fragment";

/** A text of which each character stands for one byte of UTF-8, as Go sees it. */
export type ByteText = string;

/**
 * What the escapes in a part stand for; or which of its characters Go takes for a mistake.
 *
 * https://github.com/golang/go/blob/go1.26.0/src/net/url/url.go
 */
export function unescaped(text: ByteText, part: Part): ByteText | { readonly error: string } {
  const isHost = part === "host" || part === "zone";
  for (let index = 0; index < text.length; index++) {
    if (text[index] === "%") {
      const triple = text.slice(index, index + 3);
      if (!isEscape(triple) || (isHost && !mayStandInHost(triple, part))) {
        return { error: `invalid URL escape ${quoteBytes(triple)}` };
      }
      index += 2;
    } else if (isHost && !isPlain(text.charCodeAt(index), "host") && text.charCodeAt(index) < 128) {
      return { error: `invalid character ${quoteBytes(text.charAt(index))} in host name` };
    }
  }
  return text.replace(/%(..)/gs, (_, digits: string) => String.fromCharCode(hexadecimal(digits)));
}

/** The part as Go sends it: as it was written where that is a way to write it. */
export const resent = (written: ByteText, meant: ByteText, part: Part): ByteText =>
  [...written].every((it) => "!$&'()*+,;=:@[]%".includes(it) || isPlain(it.charCodeAt(0), part))
    ? written
    : escaped(meant, part);

/** Escapes what a part cannot hold as it is. */
export function escaped(text: ByteText, part: Part): string {
  let written = "";
  for (const character of text) {
    const byte = character.charCodeAt(0);
    written += isPlain(byte, part)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return written;
}

export const bytesOf = (text: string): ByteText =>
  Array.from(utf8Bytes(text), (byte) => String.fromCharCode(byte)).join("");

export const textOfBytes = (text: ByteText): string => lenientText(arrayOf(text));

/** In double quotes, as Go's `%q` writes it: bytes that are no character stand as numbers. */
export function quoteBytes(text: ByteText): string {
  const whole = utf8Text(arrayOf(text));
  if (whole !== undefined) return goQuote(whole);
  const parts = [...text].map((it) =>
    it.charCodeAt(0) < 128 ? goQuote(it).slice(1, -1) : `\\x${it.charCodeAt(0).toString(16)}`,
  );
  return `"${parts.join("")}"`;
}

const arrayOf = (text: ByteText): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

const isEscape = (text: string): boolean => /^%[0-9A-Fa-f]{2}$/.test(text);

const hexadecimal = (digits: string): number => Number.parseInt(digits, 16);

/** In a host only bytes beyond ASCII are escaped, in the zone of an address also what may stand there, and spaces. */
function mayStandInHost(triple: string, part: Part): boolean {
  if (triple === "%25") return true;
  const byte = hexadecimal(triple.slice(1));
  return part === "host" ? byte >= 128 : byte === 32 || isPlain(byte, "host");
}

const isPlain = (byte: number, part: Part): boolean => {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9\-._~]/.test(character) || PLAIN[part].includes(character);
};

/** What stands in a part as it is, besides letters, digits and `-._~`. */
const PLAIN: Readonly<Record<Part, string>> = {
  path: "$&+,/:;=@",
  host: "!\"$&'()*+,:;<=>[]",
  zone: "!\"$&'()*+,:;<=>[]",
  user: "$&+,;=",
  fragment: "!$&()*+,/:;=?@",
};
