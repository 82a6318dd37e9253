/** JSON without blanks, spread over lines with two spaces a level, as Go's MarshalIndent does. */
export function indented(json: string): string {
  let depth = 0;
  return json.replace(TOKENS, (token) => {
    if (token === ",") return `,${line(depth)}`;
    if (token === ":") return ": ";
    if (token === "{" || token === "[") return token + line(++depth);
    if (token === "}" || token === "]") return line(--depth) + token;
    return token;
  });
}

/** Texts and empty collections are left as they are. */
const TOKENS = /"(?:[^"\\]|\\.)*"|\{\}|\[\]|[{}[\],:]/g;

const line = (depth: number): string => `\n${"  ".repeat(depth)}`;
