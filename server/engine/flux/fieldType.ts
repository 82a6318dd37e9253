import type { JsonSchema } from "../schema/jsonSchema.ts";
import { fieldsOf, type GoType } from "./goType.ts";

/** What an API server takes for a value when an object is applied to it. */
export type FieldType =
  | { readonly type: "string" | "numeric" | "boolean" }
  /** Any scalar. */
  | { readonly type: "scalar" }
  | { readonly type: "anything" }
  | {
      readonly type: "map";
      /** `undefined`: there is no such field. */
      readonly field: (name: string) => FieldType | undefined;
    }
  | {
      readonly type: "list";
      readonly of: FieldType;
      /** What tells elements apart, and what stands for a key that is not written; none where only the place does. */
      readonly keys: readonly ListKey[] | undefined;
    };

export interface ListKey {
  readonly name: string;
  /** As the path of an element has it: `"TCP"`, `0`. */
  readonly default: string | undefined;
}

const ANYTHING: FieldType = { type: "anything" };
const SCALAR: FieldType = { type: "scalar" };
const STRING: FieldType = { type: "string" };

/** The fields of one of Kubernetes' own kinds. */
export const goStruct = (name: string): FieldType => ({
  type: "map",
  field: (field) => {
    const found = fieldsOf(name).get(field);
    return found && goFieldType(found.type);
  },
});

function goFieldType(type: GoType): FieldType {
  switch (type.type) {
    case "string":
    case "bytes":
      return STRING;
    case "integer":
      return { type: "numeric" };
    case "boolean":
      return { type: "boolean" };
    case "quantity":
    case "integerOrString":
    case "time":
    case "microTime":
      return SCALAR;
    case "struct":
      return goStruct(type.name);
    case "pointer":
      return goFieldType(type.of);
    case "map": {
      const of = goFieldType(type.of);
      return { type: "map", field: () => of };
    }
    case "list": {
      const element = type.of.type === "struct" ? type.of.name : "";
      const keys = type.keys?.map((name) => ({ name, default: standardOf(element, name) }));
      return { type: "list", of: goFieldType(type.of), keys };
    }
    default:
      return ANYTHING;
  }
}

/** What Go has where nothing is written stands for every key, but for the name of an object that may be left out. */
function standardOf(element: string, key: string): string | undefined {
  if (element === "ObjectReference") return undefined;
  const field = fieldsOf(element).get(key);
  return field?.type.type === "integer" ? "0" : JSON.stringify(field?.default ?? "");
}

/** The fields of a custom kind, from its schema. */
export function schemaType(schema: JsonSchema, root: JsonSchema = schema): FieldType {
  const { fields, element } = collected(schema, root, 0);
  const own = fields.size > 0 || element !== undefined;
  if (schema["x-kubernetes-preserve-unknown-fields"] === true && !own) return ANYTHING;
  const { type } = resolved(schema, root);
  if (type === "object" || own) {
    const open = schema["x-kubernetes-preserve-unknown-fields"] === true || !own;
    const other = open ? ANYTHING : element && schemaType(element, root);
    return {
      type: "map",
      field: (name) => {
        if (schema === root && OWN_FIELDS[name]) return OWN_FIELDS[name];
        const found = fields.get(name);
        return found ? schemaType(found, root) : other;
      },
    };
  }
  return leafType(resolved(schema, root), root);
}

/** What every object has; the status is never applied. */
const OWN_FIELDS: Readonly<Record<string, FieldType>> = {
  apiVersion: STRING,
  kind: STRING,
  metadata: goStruct("ObjectMeta"),
  status: ANYTHING,
};

function leafType(schema: JsonSchema, root: JsonSchema): FieldType {
  if (schema["x-kubernetes-int-or-string"] === true) return SCALAR;
  switch (schema.type) {
    case "array":
      return {
        type: "list",
        of: schema.items ? schemaType(schema.items, root) : ANYTHING,
        keys: undefined,
      };
    case "string":
      return STRING;
    case "integer":
    case "number":
      return { type: "numeric" };
    case "boolean":
      return { type: "boolean" };
    default:
      return Array.isArray(schema.type) ? SCALAR : ANYTHING;
  }
}

function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let it = schema;
  for (let hops = 0; it.$ref !== undefined && hops < 20; hops++) {
    it = root.definitions?.[it.$ref.replace("#/definitions/", "")] ?? {};
  }
  return it;
}

/** Fields may stand in parts of a schema that hold all together. */
function collected(schema: JsonSchema, root: JsonSchema, depth: number) {
  const it = resolved(schema, root);
  const fields = new Map(Object.entries(it.properties ?? {}));
  let element = typeof it.additionalProperties === "object" ? it.additionalProperties : undefined;
  for (const part of depth < 5 ? (it.allOf ?? []) : []) {
    const inner = collected(part, root, depth + 1);
    for (const [name, field] of inner.fields) if (!fields.has(name)) fields.set(name, field);
    element ??= inner.element;
  }
  return { fields, element };
}
