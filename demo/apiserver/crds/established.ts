import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";

/** A CustomResourceDefinition with the status that the API server's controllers write soon after. */
export function established(definition: JsonObject, now: string): JsonObject {
  const versions = listOf(field(definition, "spec", "versions")).filter(isObject);
  const stored = versions.filter((it) => it.storage === true).map((it) => stringOf(it.name));
  const before = field(definition, "status");
  const conditions = isObject(before) ? listOf(before.conditions) : [];
  const known = listOf(field(before, "storedVersions")).map(stringOf);
  return {
    ...definition,
    status: {
      conditions: conditions.length > 0 ? conditions : [accepted(now), isEstablished(now)],
      acceptedNames: field(definition, "spec", "names") ?? {},
      storedVersions: [...known, ...stored.filter((it) => !known.includes(it))],
    },
  };
}

const accepted = (now: string) => ({
  type: "NamesAccepted",
  status: "True",
  lastTransitionTime: now,
  reason: "NoConflicts",
  message: "no conflicts found",
});

const isEstablished = (now: string) => ({
  type: "Established",
  status: "True",
  lastTransitionTime: now,
  reason: "InitialNamesAccepted",
  message: "the initial names have been accepted",
});
