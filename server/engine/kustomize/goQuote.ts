/** The text in double quotes, as Go's `%q` writes it. */
export function goQuote(text: string): string {
  let out = '"';
  for (const char of text) out += escaped(char);
  return `${out}"`;
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

function escaped(char: string): string {
  const short = SHORT[char];
  if (short) return short;
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  if (isPrintable(char)) return char;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

const isPrintable = (char: string): boolean =>
  char === " " || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char);

const hex = (code: number, width: number): string => code.toString(16).padStart(width, "0");
