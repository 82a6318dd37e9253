import type { Mapping, Node, Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { printedFloat } from "./numbers.ts";
import { type Resolved, resolve11 } from "./resolve.ts";
import { isPlainString, meaningOf, tag11Of } from "./scalars.ts";
import { isShared, withChildren } from "./sharedScalars.ts";
import { stop } from "./stop.ts";

/**
 * The object as it is after kustomize turned it into JSON and back: texts have quotes only where they need them, nulls
 * are written out, numbers have passed through a float. Origins stay.
 */
export const throughJson = (object: Mapping): Mapping => converted(object) as Mapping;

/** A value of a JSON patch, which is read as YAML 1.1: `yes` is a boolean, also as a key. */
export function fromYaml11(node: Node): Node {
  if (node.kind === "scalar") return written(node, meaning11(node));
  if (node.kind !== "mapping") return withChildren(node, fromYaml11);
  const { kind, span, flow, from } = node;
  const entries = node.entries.flatMap(({ key, value }) =>
    value ? [{ key: keyOf(key), value: fromYaml11(value) }] : [],
  );
  return { kind, span, flow, entries, ...(from && { from }) };
}

function converted(node: Node): Node {
  if (node.kind !== "scalar") return withChildren(node, converted);
  // What were the same node in several places are so no longer.
  const own = isShared(node) ? { ...node } : node;
  return written(own, meaningOf(own));
}

function meaning11(node: Scalar): Resolved {
  const { text, style } = node;
  if (tag11Of(node) === "!!str" || style !== "plain") return { tag: "!!str", value: text };
  const found = resolve11(text);
  // A date without a tag stays a text in JSON.
  return found.tag === "!!timestamp" ? { tag: "!!str", value: text } : found;
}

/** Keys of JSON are texts. */
function keyOf(key: Scalar): Scalar {
  const { tag, value } = meaning11(key);
  if (tag === "!!null") return stop("Unsupported map key of type: invalid", placeOfNode(key));
  const text = tag === "!!bool" || tag === "!!int" ? String(value) : key.text;
  return isPlainString(text)
    ? { ...key, text, value: text }
    : { ...key, text, value: text, style: "double" };
}

function written(node: Scalar, { tag, value }: Resolved): Scalar {
  switch (tag) {
    case "!!null":
      return restyled(node, node.text === "" ? "null" : node.text, "plain", null);
    case "!!bool":
      return restyled(node, String(value), "plain", value);
    case "!!int":
      return restyled(node, integer(value), "plain", Number(value));
    case "!!float":
      return restyled(
        node,
        Number.isFinite(value) ? printedFloat(value) : node.text,
        "plain",
        value,
      );
    default:
      return restyled(node, value, styleOf(value), value);
  }
}

/** Beyond 53 bits, digits are lost. */
const integer = (value: bigint): string =>
  value >= -LIMIT && value <= LIMIT ? String(value) : printedFloat(Number(value));

const LIMIT = 2n ** 53n;

function styleOf(text: string): Scalar["style"] {
  if (text.includes("\n")) return "literal";
  return isPlainString(text) ? "plain" : "double";
}

function restyled(
  node: Scalar,
  text: string,
  style: Scalar["style"],
  value: Scalar["value"],
): Scalar {
  if (node.text === text && node.style === style && node.tag === undefined) return node;
  const { tag: _, ...rest } = node;
  return { ...rest, text, style, value };
}
