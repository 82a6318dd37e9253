import { isObject, type JsonObject } from "../../../server/engine/canary/json.ts";
import { tokenOf } from "../../../server/engine/canary/tokenOf.ts";

/** The hash of a pod template that stands in names and labels; labels that controllers add do not count. */
export function templateHash(template: JsonObject): string {
  const token = tokenOf(withoutLabel(template));
  return [...token.slice(0, 10)].map((it) => ALPHABET[Number.parseInt(it, 16)]).join("");
}

/** A pod template with labels more. */
export const labelled = (
  template: JsonObject,
  labels: Readonly<Record<string, string>>,
): JsonObject => {
  const metadata = isObject(template.metadata) ? template.metadata : {};
  const known = isObject(metadata.labels) ? metadata.labels : {};
  return { ...template, metadata: { ...metadata, labels: { ...known, ...labels } } };
};

export const HASH_LABEL = "pod-template-hash";

function withoutLabel(template: JsonObject): JsonObject {
  const { metadata } = template;
  if (!isObject(metadata) || !isObject(metadata.labels)) return template;
  const { [HASH_LABEL]: _, ...labels } = metadata.labels;
  return { ...template, metadata: { ...metadata, labels } };
}

/** Kubernetes writes hashes with letters of which no word can be made. */
const ALPHABET = "2456789bcdfghjkl";
