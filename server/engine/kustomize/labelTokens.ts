/** A piece of a label selector. */
export interface Token {
  readonly kind: "word" | "end" | Symbol | "in" | "notin";
  readonly text: string;
}

type Symbol = (typeof SYMBOLS)[number];

const SYMBOLS = ["==", "!=", "=", "!", "(", ")", ",", ">", "<"] as const;

/** The pieces of a label selector, the end among them. Mirrors the lexer of k8s.io/apimachinery/pkg/labels. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { 0: part } of text.matchAll(/[=!(),<>]+|[^=!(),<> \t\r\n]+/g)) {
    if (/^[=!(),<>]/.test(part)) tokens.push(...symbols(part));
    else tokens.push({ kind: part === "in" || part === "notin" ? part : "word", text: part });
  }
  return [...tokens, { kind: "end", text: "" }];
}

/** The longest symbol first. */
function symbols(run: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let rest = run; rest !== ""; ) {
    const kind = SYMBOLS.find((it) => rest.startsWith(it)) ?? "=";
    tokens.push({ kind, text: kind });
    rest = rest.slice(kind.length);
  }
  return tokens;
}
