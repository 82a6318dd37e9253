import type { BuiltObject } from "../../../server/engine/kustomize/built.ts";
import { builtinSchema, type MergeSchema } from "../../../server/engine/kustomize/mergeSchema.ts";
import { printObject, printObjects } from "../../../server/engine/kustomize/print.ts";
import { readObjects } from "../../../server/engine/kustomize/readObjects.ts";
import { attempt } from "../../../server/engine/kustomize/stop.ts";
import { strategicMerge } from "../../../server/engine/kustomize/strategicMerge.ts";
import type { Node } from "../../../server/engine/node.ts";
import {
  type DocumentPlace,
  placeOfNode,
  type Step,
  type StepKind,
} from "../../../server/engine/origin.ts";
import { splitDocuments } from "../../../server/engine/yaml.ts";

/** The objects of a text; `path` is the file that they say they are from. */
export const objectsIn = (text: string, path = "objects.yaml"): readonly BuiltObject[] => {
  const content = dedent(text);
  return readObjects({ path, content, documents: splitDocuments(content) });
};

/** The one object of a text. */
export function objectIn(text: string, path?: string): BuiltObject {
  const [object, ...more] = objectsIn(text, path);
  if (!object || more.length > 0) throw new Error("The text must hold one object.");
  return object;
}

/** A step whose entry stands nowhere in particular. */
export function stepOf(by: StepKind): Step {
  const [placed] = splitDocuments("{}");
  if (!placed) throw new Error("A text has a document.");
  const place = {
    path: "kustomization.yaml",
    document: placed.document,
    span: { start: 0, end: 2 },
  };
  return { by, place };
}

/** A value as an entry of the kustomization has it. */
export const valueIn = (text: string): Node => {
  const { node } = objectIn(
    `{ apiVersion: v1, kind: Entry, metadata: { name: it }, value: ${text} }`,
    "kustomization.yaml",
  );
  const value = node.entries.find((it) => it.key.text === "value")?.value;
  if (!value) throw new Error("The text must hold a value.");
  return value;
};

export const printed = (objects: readonly BuiltObject[]): string =>
  printObjects(objects.map((it) => it.node));

/** The message and the text at which work stops. */
export function mistakeOf(work: () => unknown): { message: string; at: string | undefined } {
  const outcome = attempt(work);
  if (!("error" in outcome)) throw new Error("Nothing went wrong.");
  const { message, place } = outcome.error;
  return { message, at: place && textAt(place) };
}

export const textAt = ({ document, span }: DocumentPlace): string =>
  document.text.slice(span.start, span.end);

/** What a strategic merge gives, printed; `deleted` when nothing is left. */
export function merge(target: string, patch: string, schema: MergeSchema = builtinSchema): string {
  const object = objectIn(target);
  const made = strategicMerge(
    object.node,
    objectIn(patch, "patch.yaml").node,
    stepOf("PatchTransformer"),
    schema,
  );
  return made ? printObject(made) : "deleted";
}

/** `file: text` of the node, with the step that put it there and what stood there before. */
export function toldOrigin(node: Node | undefined): string {
  const place = placeOfNode(node);
  if (!place) return "nowhere";
  const { step, before } = node?.from ?? {};
  const by = step ? ` by ${step.by}` : "";
  return `${place.path}: ${textAt(place)}${by}${before ? `, before ${toldOrigin(before)}` : ""}`;
}

/** Without the indentation of the test around it. */
export function dedent(text: string): string {
  const lines = text
    .replace(/^\n/, "")
    .replace(/\n[ ]*$/, "\n")
    .split("\n");
  const margin = Math.min(...lines.filter((it) => it.trim()).map((it) => it.search(/\S/)));
  return lines.map((it) => it.slice(margin)).join("\n");
}
