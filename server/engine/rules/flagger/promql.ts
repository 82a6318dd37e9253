/** What stands outermost in a PromQL expression: everything in brackets, braces and quotes is left out. */
export function outline(query: string): string {
  const text = query
    .replace(/\{\{[^{}]*\}\}/g, "x")
    .replace(TEXTS, (it) => (it.startsWith("#") ? " " : '""'))
    .replace(/\{[^{}]*\}/g, "{}")
    .replace(/\[[^[\]]*\]/g, "[]");
  let out = "";
  let depth = 0;
  for (const it of text) {
    if (it === ")" && depth > 0) depth--;
    if (depth === 0) out += it;
    if (it === "(") depth++;
  }
  return out.trim().replace(/\s+/g, " ");
}

/** Strings, up to the end where they are not closed, and comments; what Flagger fills in stands in strings, braces and brackets. */
const TEXTS = /"(?:[^"\\]|\\[\s\S]?)*(?:"|$)|'(?:[^'\\]|\\[\s\S]?)*(?:'|$)|`[^`]*(?:`|$)|#[^\n]*/g;

/** Is it a range vector, which Flagger cannot read? */
export const isRange = (query: string): boolean =>
  /^[A-Za-z_:][\w:]*(\{\})?\[\]$/.test(outline(query));

/** The labels by which the outermost aggregation tells series apart, those that the query pins to one value left out. */
export function splittingLabels(query: string): readonly string[] {
  const shape = outline(query);
  if (!/^[a-z_]+ ?(by ?\(\) ?\(\)|\(\) ?by ?\(\))$/i.test(shape)) return [];
  const isFirst = /^[a-z_]+ ?by/i.test(shape);
  const groups = [...query.matchAll(/\bby\s*\(([^()]*)\)/gi)].map(([, it = ""]) => it);
  const labels = (isFirst ? groups[0] : groups.at(-1)) ?? "";
  return labels
    .split(",")
    .map((it) => it.trim())
    .filter((it) => it !== "" && !new RegExp(`\\b${it.replace(/\W/g, "")}\\s*=\\s*"`).test(query));
}
