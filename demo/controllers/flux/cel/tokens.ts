/** One word of an expression. */
export interface Token {
  readonly kind: "number" | "text" | "name" | "sign" | "end";
  readonly text: string;
  /** Where it begins, from 0. */
  readonly at: number;
}

/** Cuts an expression in words; a character that begins none is a sign of its own. */
export function tokens(expression: string): readonly Token[] {
  const found: Token[] = [];
  WORD.lastIndex = 0;
  for (let at = 0; at < expression.length; at = WORD.lastIndex) {
    WORD.lastIndex = at;
    const match = WORD.exec(expression);
    if (!match) {
      found.push({ kind: "sign", text: expression[at] ?? "", at });
      WORD.lastIndex = at + 1;
      continue;
    }
    const { number, text, name, sign } = match.groups ?? {};
    if (number !== undefined) found.push({ kind: "number", text: number, at });
    else if (text !== undefined) found.push({ kind: "text", text, at });
    else if (name !== undefined) found.push({ kind: "name", text: name, at });
    else if (sign !== undefined) found.push({ kind: "sign", text: sign, at });
  }
  return [...found, { kind: "end", text: "<EOF>", at: expression.length }];
}

const WORD =
  /(?:\s+|\/\/[^\n]*)|(?<number>\d+\.\d+(?:[eE][+-]?\d+)?|\d+u?)|(?<text>r?"(?:[^"\\\n]|\\.)*"|r?'(?:[^'\\\n]|\\.)*')|(?<name>[A-Za-z_]\w*)|(?<sign>&&|\|\||==|!=|<=|>=|[-+*/%!<>()[\]{}.,?:])/y;
