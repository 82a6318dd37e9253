import type { Mapping } from "../node.ts";
import type { Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { withNode } from "./withNode.ts";

/** The object with another tree, and the step that made it; the same object where the tree is the same. */
export function changedBy(object: BuiltObject, node: Mapping, step: Step): BuiltObject {
  if (node === object.node) return object;
  const known = object.steps.some((it) => it.by === step.by && it.place === step.place);
  return withNode(object, node, known ? object.steps : [...object.steps, step]);
}
