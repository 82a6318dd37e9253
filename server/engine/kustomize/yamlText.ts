import type { Node, Scalar } from "../node.ts";
import { isHiddenString } from "./scalars.ts";

/** A scalar as go-yaml writes it, quotes included; regular expressions of field paths are matched against this. */
export function yamlText(node: Node): string {
  if (node.kind === "scalar") return scalar(node);
  if (node.kind === "sequence") return node.items.length === 0 ? "[]" : "";
  return node.kind === "mapping" && node.entries.length === 0 ? "{}" : "";
}

function scalar(node: Scalar): string {
  const { text, style } = node;
  if (style === "single") return `'${text.replaceAll("'", "''")}'`;
  if (style === "double") return JSON.stringify(text);
  return isHiddenString(node) ? JSON.stringify(text) : text;
}
