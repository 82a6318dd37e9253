/**
 * What a folded text is once kustomize has written it out and read it back: go-yaml's emitter looks at the start of
 * the whole text where it should look at the next line, so line feeds come and go around lines that are indented.
 * https://github.com/yaml/go-yaml/blob/v3.0.1/emitterc.go (`yaml_emitter_write_folded_scalar`)
 */
export function foldedAgain(text: string): string {
  const first = /[^\n]/.exec(text)?.[0];
  if (first === undefined) return text;
  const doubles = first !== " " && first !== "\t";
  const [lead = "", ...rest] = text.split(/(?<=\n)(?=[^\n])/);
  let out = lead.startsWith("\n") ? lead : "";
  const lines = lead.startsWith("\n") ? rest : [lead, ...rest];
  for (const [index, whole] of lines.entries()) {
    const line = whole.replace(/\n+$/, "");
    const breaks = whole.length - line.length;
    const written = breaks > 0 && doubles && !isIndented(line) ? breaks + 1 : breaks;
    const next = lines[index + 1];
    out += line + (next === undefined ? lastBreaks(breaks, written) : between(line, next, written));
  }
  return out;
}

const isIndented = (line: string): boolean => line.startsWith(" ") || line.startsWith("\t");

/** Breaks are lost between lines that are not indented only. */
function between(line: string, next: string, breaks: number): string {
  if (isIndented(line) || isIndented(next)) return "\n".repeat(breaks);
  return breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

/** `>-` keeps none, `>` one and `>+` all of what was written. */
const lastBreaks = (meant: number, written: number): string =>
  "\n".repeat(meant > 1 ? written : meant);
