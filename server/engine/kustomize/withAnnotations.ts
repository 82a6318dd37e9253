import type { BuiltObject } from "./built.ts";
import { causeOf, emptyMapping, fieldOf, withField } from "./tree.ts";
import { withNode } from "./withNode.ts";

/** The object as a step sees it that looks into its annotations: kustomize keeps there what it remembers, so there are some. */
export function withAnnotations(object: BuiltObject): BuiltObject {
  const metadata = fieldOf(object.node, "metadata");
  const annotations = fieldOf(metadata, "annotations");
  if (metadata?.kind !== "mapping" || annotations?.kind === "mapping") return object;
  const cause = causeOf(metadata);
  const annotated = withField(metadata, "annotations", emptyMapping(cause), cause);
  return withNode(object, withField(object.node, "metadata", annotated, cause), object.steps);
}
