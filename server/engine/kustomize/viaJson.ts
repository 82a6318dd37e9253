import { memo } from "../memo.ts";
import type { Mapping, Node, Scalar } from "../node.ts";
import { goJson } from "./json.ts";
import { meaningOf } from "./scalars.ts";

/**
 * The item of a List as kustomize takes it out: it is written as JSON and read again as YAML. So all is in brackets,
 * all texts are in quotes, dates are texts, and numbers are written as JSON writes them.
 */
export const viaJson: (item: Mapping) => Mapping = memo((item) => converted(item) as Mapping);

function converted(node: Node): Node {
  switch (node.kind) {
    case "mapping": {
      const entries = node.entries.map(({ key, value }) => ({
        key,
        value: value && converted(value),
      }));
      return { ...node, flow: true, entries };
    }
    case "sequence":
      return { ...node, flow: true, items: node.items.map((it) => it && converted(it)) };
    case "scalar":
      return scalar(node);
    default:
      return node;
  }
}

function scalar(node: Scalar): Scalar {
  const { tag: _, ...rest } = node;
  const { tag, value } = meaningOf(node);
  if (tag === "!!str" || tag === "!!timestamp") {
    return { ...rest, style: "double", text: value, value };
  }
  const plain = tag === "!!int" ? Number(value) : value;
  return { ...rest, style: "plain", text: goJson(node), value: plain };
}
