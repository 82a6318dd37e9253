import type { Node } from "../node.ts";
import type { Step } from "../origin.ts";
import type { Cause } from "./tree.ts";

/**
 * The cause of what a step writes: the text that holds the value, or the entry that asks for the step where there is
 * no such text. `before` is what stood in that place.
 */
export function causedBy(text: Node | undefined, step: Step, before?: Node | undefined): Cause {
  const { path, document } = text?.from ?? step.place;
  const from = before ? { path, document, step, before } : { path, document, step };
  return { from, span: text?.span ?? step.place.span };
}
