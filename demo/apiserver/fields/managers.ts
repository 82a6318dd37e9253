import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { metadataOf, withMetadata } from "../objects/metadata.ts";
import { type FieldSet, fromJson, isEmpty, sameFields, toJson, withoutPath } from "./fieldSet.ts";

/** Who set which fields of an object, in which way. */
export interface Manager {
  readonly name: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly subresource: string;
  readonly time: string;
  readonly fields: FieldSet;
}

export const isSameManager = (a: Omit<Manager, "fields" | "time">, b: Manager): boolean =>
  a.name === b.name &&
  a.operation === b.operation &&
  a.apiVersion === b.apiVersion &&
  a.subresource === b.subresource;

export function managersOf(object: JsonObject): readonly Manager[] {
  return listOf(metadataOf(object).managedFields)
    .filter(isObject)
    .map((it) => ({
      name: stringOf(it.manager),
      operation: it.operation === "Apply" ? "Apply" : "Update",
      apiVersion: stringOf(it.apiVersion),
      subresource: stringOf(it.subresource),
      time: stringOf(it.time),
      fields: fromJson(it.fieldsV1),
    }));
}

/** The object with these managers, in the order of the API server: Apply before Update, then by time and name. */
export function withManagers(object: JsonObject, managers: readonly Manager[]): JsonObject {
  const entries = managers
    .filter((it) => !isEmpty(it.fields))
    .toSorted(
      (a, b) =>
        order(a.operation, b.operation) ||
        order(a.time, b.time) ||
        order(a.name, b.name) ||
        order(a.apiVersion, b.apiVersion) ||
        order(a.subresource, b.subresource),
    )
    .map(entryOf);
  return withMetadata(object, { managedFields: entries.length === 0 ? undefined : entries });
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const entryOf = (it: Manager): Json => ({
  manager: it.name,
  operation: it.operation,
  apiVersion: it.apiVersion,
  ...(it.time !== "" && { time: it.time }),
  fieldsType: "FieldsV1",
  fieldsV1: toJson(it.fields),
  ...(it.subresource !== "" && { subresource: it.subresource }),
});

/** Managers after a change; what did not change keeps its time. */
export const stamped = (
  managers: readonly Manager[],
  before: readonly Manager[],
  now: string,
): readonly Manager[] =>
  managers.map((it) => {
    const old = before.find((other) => isSameManager(it, other));
    return { ...it, time: old && sameFields(old.fields, it.fields) ? old.time : now };
  });

/** The fields without those that no manager owns. */
export const ownable = (fields: FieldSet): FieldSet =>
  ["apiVersion", "kind"].reduce(
    (left, key) => withoutPath(left, [`f:${key}`]),
    system.reduce(
      (left, key) => withoutPath(left, ["f:metadata", `f:${key}`]),
      withoutMetadata(fields),
    ),
  );

/** Metadata as a whole belongs to nobody, only its fields do. */
function withoutMetadata(fields: FieldSet): FieldSet {
  const metadata = fields.children.get("f:metadata");
  if (!metadata?.isMember) return fields;
  const children = new Map(fields.children);
  if (metadata.children.size === 0) children.delete("f:metadata");
  else children.set("f:metadata", { ...metadata, isMember: false });
  return { ...fields, children };
}

const system = [
  "name",
  "namespace",
  "creationTimestamp",
  "selfLink",
  "uid",
  "clusterName",
  "generation",
  "managedFields",
  "resourceVersion",
];

/** The object without what says who manages it, for comparisons. */
export const unmanaged = (object: JsonObject): JsonObject =>
  field(object, "metadata", "managedFields") === undefined
    ? object
    : withMetadata(object, { managedFields: undefined });
