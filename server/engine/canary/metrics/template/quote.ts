/** What Go prints as it is; everything else it writes as an escape. */
export const isPrintable = (character: string): boolean =>
  /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character);

/** A text in double quotes, as Go's `%q` writes it. */
export function quote(text: string): string {
  let inside = "";
  for (const character of text) inside += escaped(character);
  return `"${inside}"`;
}

function escaped(character: string): string {
  const letter = LETTERS.get(character);
  if (letter !== undefined) return letter;
  if (isPrintable(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

const LETTERS: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\x07", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\v", "\\v"],
]);

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, "0");

/** A character as Go's `%#U` writes it: `U+0025 '%'`. */
export function unicodeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return isPrintable(character) ? `U+${code} '${character}'` : `U+${code}`;
}

/** What a string of a template stands for; `undefined` where Go cannot read it. */
export function unquote(quoted: string): string | undefined {
  if (quoted.startsWith("`")) return quoted.slice(1, -1).replace(/\r/g, "");
  const parts = quoted.slice(1, -1).match(PARTS) ?? [];
  if (parts.join("").length !== quoted.length - 2) return undefined;
  let text = "";
  for (const part of parts) {
    const character = part.startsWith("\\") ? unescaped(part, '"') : part;
    if (character === undefined) return undefined;
    text += character;
  }
  return text;
}

/** What a character in single quotes stands for; `undefined` where Go cannot read it. */
export function unquoteCharacter(quoted: string): string | undefined {
  const inside = quoted.slice(1, -1);
  if (inside.startsWith("\\")) {
    return inside.match(PARTS)?.[0] === inside ? unescaped(inside, "'") : undefined;
  }
  return [...inside].length === 1 && inside !== "'" ? inside : undefined;
}

const PARTS = /\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0-7]{3}|[^xuU0-9])|[^\\\n]/gsu;

function unescaped(part: string, quotation: string): string | undefined {
  const sign = part[1] ?? "";
  const simple = SIMPLE.get(sign);
  if (simple !== undefined) return simple;
  if (sign === quotation) return sign;
  if (!/[xuU0-7]/.test(sign)) return undefined;
  const isOctal = /[0-7]/.test(sign);
  const code = isOctal ? Number.parseInt(part.slice(1), 8) : Number.parseInt(part.slice(2), 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return isOctal && code > 255 ? undefined : String.fromCodePoint(code);
}

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\\", "\\"],
]);
