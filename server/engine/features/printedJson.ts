import { printObject } from "../kustomize/print.ts";
import { attempt } from "../kustomize/stop.ts";
import type { Entry, Node, Scalar } from "../node.ts";

/**
 * A value as a YAML document, with the fields of Kubernetes objects in the order in which kustomize
 * prints them. What YAML cannot hold, such as control characters, comes out as JSON.
 */
export function printedJson(value: unknown): string {
  const printed = attempt(() => printObject(nodeOf(value)));
  return "value" in printed ? printed.value : `${JSON.stringify(value, null, 2)}\n`;
}

const span = { start: 0, end: 0 };

function nodeOf(value: unknown): Node {
  if (Array.isArray(value))
    return { kind: "sequence", span, flow: false, items: value.map(nodeOf) };
  if (typeof value !== "object" || value === null) return scalarOf(value);
  const entries = Object.entries(value).flatMap(([key, inner]): Entry[] =>
    inner === undefined ? [] : [{ key: textNode(key), value: nodeOf(inner) }],
  );
  return { kind: "mapping", span, flow: false, entries };
}

function scalarOf(value: unknown): Scalar {
  if (typeof value === "string") return textNode(value);
  const plain = typeof value === "number" || typeof value === "boolean" ? value : null;
  return { kind: "scalar", span, style: "plain", text: String(plain), value: plain };
}

const textNode = (text: string): Scalar => ({
  kind: "scalar",
  span,
  style: "double",
  text,
  value: text,
});
