import type { Scalar } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import { type ChangeField, type Creating, type FieldSpec, visitFields } from "./fieldSpec.ts";
import { stringNode } from "./scalars.ts";
import { fieldOf, withField } from "./tree.ts";
import { wrongKind } from "./wrongKind.ts";

/** What the command says of itself. */
const COMMAND = "kustomize-v5.8.1";

const LABEL = "app.kubernetes.io/managed-by";

/** Objects with the label that says what rendered them; `words` are the list that asks for it. */
export function managedBy(
  objects: readonly BuiltObject[],
  words: readonly Scalar[],
  builder = COMMAND,
): readonly BuiltObject[] {
  const word = words.find((it) => it.text === "managedByLabel");
  const place = placeOfNode(word);
  if (!word || !place) return objects;
  const step: Step = { by: "BuildMetadata", place };
  const creating: Creating = { kind: "mapping", cause: causedBy(word, step) };
  const labelled: ChangeField = (labels) => {
    if (labels.kind !== "mapping") return wrongKind("mapping", labels);
    const cause = causedBy(word, step, fieldOf(labels, LABEL));
    return withField(labels, LABEL, stringNode(builder, cause), cause);
  };
  return objects.map((it) => changedBy(it, visitFields(it.node, LABELS, labelled, creating), step));
}

const LABELS: FieldSpec = { path: "metadata/labels", create: true };
