import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import type { Column, Kind, ScalePaths } from "../kind.ts";
import { METADATA, type Schema } from "../schema.ts";
import { priorityOf } from "./versionOrder.ts";

/** The kinds that CustomResourceDefinitions make, group by group, the preferred version first. */
export function customKinds(definitions: readonly JsonObject[]): readonly Kind[] {
  return definitions
    .filter(isEstablished)
    .toSorted((a, b) => (textAt(a, "spec", "group") < textAt(b, "spec", "group") ? -1 : 1))
    .flatMap(versionsOf);
}

export const isEstablished = (definition: JsonObject): boolean =>
  listOf(field(definition, "status", "conditions")).some(
    (it) => isObject(it) && it.type === "Established" && it.status === "True",
  );

const textAt = (it: JsonObject, ...keys: readonly string[]): string => stringOf(field(it, ...keys));

function versionsOf(definition: JsonObject): readonly Kind[] {
  const spec = definition.spec as JsonObject;
  return listOf(spec.versions)
    .filter(isObject)
    .filter((it) => it.served === true)
    .toSorted((a, b) => priorityOf(stringOf(b.name)) - priorityOf(stringOf(a.name)))
    .map((version) => kindOf(spec, version));
}

function kindOf(spec: JsonObject, version: JsonObject): Kind {
  const names = isObject(spec.names) ? spec.names : {};
  const group = stringOf(spec.group);
  const plural = stringOf(names.plural);
  const subresources = isObject(version.subresources) ? version.subresources : {};
  const { scale } = subresources;
  return {
    group,
    version: stringOf(version.name),
    kind: stringOf(names.kind),
    plural,
    singular: stringOf(names.singular),
    listKind: stringOf(names.listKind),
    namespaced: spec.scope === "Namespaced",
    verbs: ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"],
    shortNames: listOf(names.shortNames).map(stringOf),
    categories: listOf(names.categories).map(stringOf),
    subresources: Object.keys(subresources),
    schema: schemaOf(version),
    storage: `${group}/${plural}`,
    isCustom: true,
    columns: columnsOf(version.additionalPrinterColumns),
    ...(isObject(scale) && { scale: scale as unknown as ScalePaths }),
  };
}

const schemas = new WeakMap<JsonObject, Schema>();

/** The schema of a version with what every object has. */
function schemaOf(version: JsonObject): Schema {
  const known = schemas.get(version);
  if (known) return known;
  const said = field(version, "schema", "openAPIV3Schema");
  const root = (isObject(said) ? said : {}) as Schema;
  const schema: Schema = {
    ...root,
    type: "object",
    properties: {
      ...root.properties,
      apiVersion: { type: "string" },
      kind: { type: "string" },
      metadata: { $ref: METADATA },
    },
  };
  schemas.set(version, schema);
  return schema;
}

/** Without columns of its own, a kind shows its age. */
function columnsOf(said: Json | undefined): readonly Column[] {
  const columns = listOf(said).filter(isObject) as unknown as readonly Column[];
  return columns.length > 0
    ? columns
    : [{ name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" }];
}
