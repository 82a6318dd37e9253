/** Parts of a fixture put together, each with an indentation of its own. */
export const scene = (...parts: readonly string[]): string => parts.map(dedented).join("\n");

function dedented(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(margin)).join("\n");
}
