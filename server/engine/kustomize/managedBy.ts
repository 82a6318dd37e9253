import type { Scalar } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import { stringNode } from "./scalars.ts";
import { emptyMapping, fieldOf, withField } from "./tree.ts";

/** The version that `buildMetadata: [managedByLabel]` tells. */
const VERSION = "kustomize-v5.8.1";

const LABEL = "app.kubernetes.io/managed-by";

/** Objects with the label that says what rendered them; `words` are the list that asks for it. */
export function managedBy(
  objects: readonly BuiltObject[],
  words: readonly Scalar[],
): readonly BuiltObject[] {
  const word = words.find((it) => it.text === "managedByLabel");
  const place = placeOfNode(word);
  if (!word || !place) return objects;
  const step: Step = { by: "BuildMetadata", place };
  return objects.map((object) => {
    const metadata = mappingAt(object, "metadata", step);
    const known = fieldOf(metadata, "labels");
    const labels = known?.kind === "mapping" ? known : emptyMapping(causedBy(word, step));
    const cause = causedBy(word, step, fieldOf(labels, LABEL));
    const labelled = withField(labels, LABEL, stringNode(VERSION, cause), cause);
    const made = withField(metadata, "labels", labelled, cause);
    return changedBy(object, withField(object.node, "metadata", made, cause), step);
  });
}

function mappingAt({ node }: BuiltObject, key: string, step: Step) {
  const value = fieldOf(node, key);
  return value?.kind === "mapping" ? value : emptyMapping(causedBy(node, step));
}
