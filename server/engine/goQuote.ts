/** The text in double quotes, as Go's `%q` writes it. */
export function goQuote(text: string): string {
  let inside = "";
  for (const character of text) inside += escaped(character);
  return `"${inside}"`;
}

/** What Go prints as it is; everything else it writes as an escape. */
export const isPrintable = (character: string): boolean =>
  /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character);

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
