import type { Mapping } from "../node.ts";
import type { BuiltObject } from "./built.ts";

/** The object with another tree and other steps. Fields are written one by one, as in `withEntries`. */
export const withNode = (
  { began, track }: BuiltObject,
  node: Mapping,
  steps: BuiltObject["steps"],
): BuiltObject => ({ node, began, steps, track });
