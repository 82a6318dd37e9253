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
