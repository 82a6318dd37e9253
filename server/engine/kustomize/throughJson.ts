import type { Mapping, Node, Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { foldedAgain } from "./foldedAgain.ts";
import { goFloat } from "./goFloat.ts";
import { infinite } from "./json.ts";
import type { Resolved } from "./resolve.ts";
import { PLAIN, shapeOf } from "./scalarShape.ts";
import { isPlainString, meaningIn, meaningOf11 } from "./scalars.ts";
import { isShared, withChildren } from "./sharedScalars.ts";
import { stop } from "./stop.ts";

/**
 * The object as it is after kustomize turned it into JSON and back: texts have quotes only where they need them, nulls
 * are written out, numbers have passed through a float. Origins stay.
 */
export const throughJson = (object: Mapping): Mapping => converted(object, false) as Mapping;

/** A value of a JSON patch, which is read as YAML 1.1: `yes` is a boolean, also as a key. */
export function fromYaml11(node: Node): Node {
  if (node.kind === "scalar") return written(node, finite(node, meaningOf11(node)));
  if (node.kind !== "mapping") return inLines(withChildren(node, fromYaml11));
  const { kind, span, flow, from } = node;
  const entries = node.entries.flatMap(({ key, value }) =>
    value ? [{ key: keyOf(key), value: fromYaml11(value) }] : [],
  );
  return inLines({ kind, span, flow, entries, ...(from && { from }) });
}

function converted(node: Node, inBrackets: boolean): Node {
  if (node.kind !== "scalar") {
    const flow = inBrackets || (node.kind !== "alias" && node.flow);
    return inLines(withChildren(node, (it) => converted(it, flow)));
  }
  // What were the same node in several places are so no longer.
  const own = isShared(node) ? { ...node } : node;
  const meaning = finite(own, meaningIn(own, inBrackets));
  const isFolded = node.style === "folded" && meaning.tag === "!!str";
  return written(own, isFolded ? { tag: "!!str", value: foldedAgain(node.text) } : meaning);
}

/** What comes out of JSON is written without brackets, but for what is empty. */
function inLines<T extends Node>(node: T): T {
  if (node.kind === "mapping") {
    return node.flow && node.entries.length > 0 ? { ...node, flow: false } : node;
  }
  if (node.kind !== "sequence") return node;
  return node.flow && node.items.length > 0 ? { ...node, flow: false } : node;
}

/** JSON knows no other numbers. */
function finite(node: Scalar, meaning: Resolved): Resolved {
  if (meaning.tag !== "!!float" || Number.isFinite(meaning.value)) return meaning;
  return infinite(node, meaning.value);
}

/** Keys of JSON are texts. */
function keyOf(key: Scalar): Scalar {
  const { tag, value } = meaningOf11(key);
  if (tag === "!!null") return stop("Unsupported map key of type: invalid", placeOfNode(key));
  const text = tag === "!!bool" || tag === "!!int" ? String(value) : key.text;
  return isPlainString(text)
    ? { ...key, text, value: text }
    : { ...key, text, value: text, style: "double" };
}

function written(node: Scalar, { tag, value }: Resolved): Scalar {
  switch (tag) {
    case "!!null":
      return restyled(node, "null", "plain", null);
    case "!!bool":
      return restyled(node, String(value), "plain", value);
    case "!!int":
    case "!!float":
      return restyled(node, numberText(Number(value)), "plain", Number(value));
    default:
      return restyled(node, value, styleOf(value), value);
  }
}

/** All numbers of JSON are floats, and written as such: a million is `1e+06` to whoever takes it as a text. */
const numberText = (value: number): string =>
  Object.is(value, -0) ? "-0" : goFloat(value).general;

function styleOf(text: string): Scalar["style"] {
  if (text.includes("\n")) return "literal";
  return isPlainString(text) && (shapeOf(text) & PLAIN) !== 0 ? "plain" : "double";
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
