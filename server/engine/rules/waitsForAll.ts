import { at, scalarOf } from "../node.ts";
import type { Reference } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";

/** Does a Flux Kustomization wait for all that it applies? Then nobody looks at its `healthChecks`. */
export const waitsForAll = (kustomization: Resource): boolean =>
  scalarOf(at(treeOf(kustomization), ["spec", "wait"]))?.value === true;

/** Is it an entry of `healthChecks` that nobody looks at? */
export const isPassedOver = (resource: Resource, { row }: Reference): boolean =>
  row.at === "spec.healthChecks[]" && waitsForAll(resource);
