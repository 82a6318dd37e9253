import type { Node, Scalar } from "../node.ts";
import { scalarText, stringText } from "./scalarText.ts";

/** A value on one line: `{ kind: GitRepository, name: apps }`. */
export function flowText(node: Node | undefined): string {
  if (!node) return "null";
  if (node.kind === "scalar") return leaf(node);
  if (node.kind === "alias") return `*${node.name}`;
  if (node.kind === "sequence") return `[${node.items.map(flowText).join(", ")}]`;
  const entries = node.entries.map(({ key, value }) => `${leaf(key)}: ${flowText(value)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function leaf({ text, value, style }: Scalar): string {
  if (typeof value !== "string") return scalarText(text, { flow: true, style: "plain" });
  const quotes = style === "single" || style === "double" ? style : "plain";
  return stringText(text, { flow: true, style: quotes });
}
