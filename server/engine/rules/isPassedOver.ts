import { at, scalarOf } from "../node.ts";
import type { Reference } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";

/** Is it an entry of `healthChecks` that nobody looks at? With `wait: true` all that is applied is waited for instead. */
export const isPassedOver = (resource: Resource, { row }: Reference): boolean =>
  row.at === "spec.healthChecks[]" &&
  scalarOf(at(treeOf(resource), ["spec", "wait"]))?.value === true;
