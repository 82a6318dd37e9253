import { isJson } from "./isJson.ts";
import { goFault, parsedAsGo } from "./parsedAsGo.ts";
import { resolve11 } from "./resolve.ts";
import { MULTILINE, PLAIN, shapeOf } from "./scalarShape.ts";

/**
 * Does a line of text, read as YAML 1.1, say something else than a text: `a: b` a mapping, `[a]` a list, `# a` nothing?
 * What stands for another value as it is, such as `1`, is not looked for. Mirrors IsYaml1_1NonString of kyaml.
 */
export function isStructure(text: string): boolean {
  if ((shapeOf(text) & (PLAIN | MULTILINE)) !== 0) return false;
  // What is JSON is found out in no time. It knows escapes that YAML 1.1 does not.
  if (/^[[{]/.test(text) && !text.includes("\\") && isJson(text)) return true;
  const document = { text, inherited: undefined };
  if (goFault(document, 2)) return false;
  const { root } = parsedAsGo(document);
  if (root?.kind !== "scalar") return root?.kind !== "alias";
  const { tag, style } = root;
  if (tag !== undefined) return VALUES.has(tag);
  return style === "plain" && resolve11(root.text).tag !== "!!str";
}

/** Tags with which a scalar is no text; others refuse it, or leave it one. */
const VALUES: ReadonlySet<string> = new Set([
  "!!bool",
  "!!float",
  "!!int",
  "!!null",
  "!!timestamp",
]);
