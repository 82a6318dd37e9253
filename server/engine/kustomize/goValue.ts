import { goQuote } from "../goQuote.ts";
import type { Node, Scalar } from "../node.ts";
import { resolve11, resolvePlain } from "./resolve.ts";

/**
 * As Go's `%#v` prints what go-yaml makes of a node. To version 2 keys of all maps may be of any type. Version 3 reads
 * what kustomize wrote, and there nothing in brackets is an empty text.
 */
export function goValue(node: Node | undefined, version: 2 | 3, inBrackets = false): string {
  if (node?.kind === "sequence") {
    const items = node.items.map((it) => goValue(it, version, inBrackets || node.flow));
    return `[]interface {}{${items.join(", ")}}`;
  }
  if (node?.kind === "mapping") {
    const flow = inBrackets || node.flow;
    const pairs = node.entries.map(
      ({ key, value }) => `${scalarValue(key, version)}:${goValue(value, version, flow)}`,
    );
    return `map[${version === 2 ? "interface {}" : "string"}]interface {}{${pairs.sort().join(", ")}}`;
  }
  const scalar = node?.kind === "scalar" ? node : undefined;
  if (version === 3 && inBrackets && !scalar?.text) return '""';
  return scalar ? scalarValue(scalar, version) : NOTHING;
}

const NOTHING = "interface {}(nil)";

function scalarValue({ style, text }: Scalar, version: 2 | 3): string {
  if (style !== "plain") return goQuote(text);
  const { tag, value } = version === 2 ? resolve11(text) : resolvePlain(text);
  if (tag === "!!null") return NOTHING;
  return tag === "!!str" || tag === "!!timestamp" ? goQuote(text) : String(value);
}
