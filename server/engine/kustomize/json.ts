import type { Mapping, Node, Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { foldedAgain } from "./foldedAgain.ts";
import { jsonFloat } from "./numbers.ts";
import { meaningOf } from "./scalars.ts";
import { stop } from "./stop.ts";

/** How integers come out: as they are, or as what is left of them once they were floats. */
export type Integers = "exact" | "floats";

/** A node of a build as Go's encoding/json writes it: keys sorted, no blanks, the signs of HTML escaped. `flow`: brackets are around it. */
export function goJson(node: Node | undefined, integers: Integers = "exact", flow = false): string {
  switch (node?.kind) {
    case "mapping":
      return jsonObject(node, integers, flow || node.flow);
    case "sequence":
      return `[${node.items.map((it) => goJson(it, integers, flow || node.flow)).join(",")}]`;
    case "scalar":
      // Nothing in brackets is written as an empty string on the way, and is one from then on.
      if (flow && node.text === "") return '""';
      return jsonScalar(node, integers);
    default:
      return "null";
  }
}

function jsonObject({ entries }: Mapping, integers: Integers, flow: boolean): string {
  const sorted = [...entries].sort((a, b) => (a.key.text < b.key.text ? -1 : 1));
  const pairs = sorted.map(
    ({ key, value }) => `${jsonText(key.text)}:${goJson(value, integers, flow)}`,
  );
  return `{${pairs.join(",")}}`;
}

function jsonScalar(scalar: Scalar, integers: Integers): string {
  const { tag, value } = meaningOf(scalar);
  switch (tag) {
    case "!!str":
      // To become JSON, an object is written as YAML and read again.
      return jsonText(scalar.style === "folded" ? foldedAgain(value) : value);
    case "!!timestamp":
      return jsonText(value);
    case "!!int":
      return integers === "exact" ? String(value) : jsonFloat(Number(value));
    case "!!float":
      return Number.isFinite(value) ? jsonFloat(value) : infinite(scalar, value);
    default:
      return String(value);
  }
}

/** What JSON has no word for. */
export function infinite(scalar: Scalar, value: number): never {
  const told = Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  return stop(`json: unsupported value: ${told}`, placeOfNode(scalar));
}

/** A text as Go's encoding/json writes it. */
export const jsonText = (text: string): string =>
  // Quotes, backslashes and control characters are escaped alike in both languages.
  JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (it) => ESCAPES[it] ?? it);

const ESCAPES: Readonly<Record<string, string>> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};
