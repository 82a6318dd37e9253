import { isObject, type JsonObject } from "../../../server/engine/canary/json.ts";
import { nameOf, textsOf, withMetadata } from "../objects/metadata.ts";
import type { Target } from "../target.ts";

/** What Kubernetes' own kinds get besides plain defaults: labels, encoded texts. */
export function completed(object: JsonObject, target: Target): JsonObject {
  switch (target.kind.isCustom ? "" : target.kind.plural) {
    case "namespaces":
      return labelled(object);
    case "jobs":
      return counted(object);
    case "secrets":
      return encoded(object);
    default:
      return object;
  }
}

const labelled = (object: JsonObject): JsonObject =>
  nameOf(object) === ""
    ? object
    : withMetadata(object, {
        labels: { ...textsOf(object, "labels"), "kubernetes.io/metadata.name": nameOf(object) },
      });

/** A Secret's `stringData` becomes `data`, and is never told again. */
function encoded(object: JsonObject): JsonObject {
  const { stringData, ...rest } = object;
  if (!isObject(stringData)) return object;
  const texts = Object.entries(stringData).map(([key, it]) => [
    key,
    Buffer.from(String(it)).toString("base64"),
  ]);
  return { ...rest, data: { ...(isObject(rest.data) && rest.data), ...Object.fromEntries(texts) } };
}

/** A Job by itself; in the template of a CronJob nothing is filled in. */
function counted(object: JsonObject): JsonObject {
  const { spec } = object;
  if (!isObject(spec)) return object;
  const isOpen = spec.completions === undefined && spec.parallelism === undefined;
  return {
    ...object,
    spec: {
      ...(isOpen && { completions: 1 }),
      parallelism: 1,
      backoffLimit: 6,
      completionMode: "NonIndexed",
      podReplacementPolicy: "TerminatingOrFailed",
      suspend: false,
      manualSelector: false,
      ...spec,
    },
  };
}
