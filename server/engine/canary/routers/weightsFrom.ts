/**
 * Weights by Service from the text of an annotation: an object of whole numbers in JSON. Go's own sentence is given only
 * for what comes up: text that is cut off or does not begin like JSON.
 */
export function weightsFrom(
  text: string,
): { readonly byName: ReadonlyMap<string, number> } | { readonly error: string } {
  const inside = /^\s*\{([^{}]*)\}\s*$/.exec(text)?.[1];
  if (inside === undefined) return { error: complaint(text) };
  const byName = new Map<string, number>();
  if (inside.trim() === "") return { byName };
  for (const pair of inside.split(",")) {
    const [, name, weight] = /^\s*"([^"\\]*)"\s*:\s*(-?\d+)\s*$/.exec(pair) ?? [];
    if (name === undefined) return { error: "invalid character in backend weights" };
    byName.set(name, Number(weight));
  }
  return { byName };
}

function complaint(text: string): string {
  const first = text.trim()[0];
  if (first === undefined || first === "{") return "unexpected end of JSON input";
  return `invalid character '${first}' looking for beginning of value`;
}
