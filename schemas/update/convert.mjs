import { inWritingOrder } from "./order.mjs";

const kept = [
  "type",
  "enum",
  "pattern",
  "default",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "uniqueItems",
];
const combined = ["oneOf", "anyOf", "allOf"];

/**
 * A structural OpenAPI schema as JSON Schema draft-07, without any description.
 * Objects with known fields are closed, unless they preserve unknown ones or `open` is asked for.
 */
export function jsonSchemaOf(raw, open) {
  const schema = withKeywords(raw);
  if (raw["x-kubernetes-int-or-string"]) {
    delete schema.type;
    schema.anyOf = [{ type: "integer" }, { type: "string" }];
  }
  if (raw.nullable && typeof schema.type === "string") schema.type = [schema.type, "null"];
  if (raw.properties) {
    schema.required = raw.required && [...raw.required];
    schema.properties = propertiesOf(raw, open);
    if (!open && !raw["x-kubernetes-preserve-unknown-fields"]) schema.additionalProperties = false;
  }
  if (isSchema(raw.additionalProperties)) {
    schema.additionalProperties = jsonSchemaOf(raw.additionalProperties, open);
  }
  if (raw.items) schema.items = jsonSchemaOf(raw.items, open);
  return withoutUndefined(schema);
}

function withKeywords(raw) {
  const schema = {};
  for (const keyword of kept) if (raw[keyword] !== undefined) schema[keyword] = raw[keyword];
  for (const keyword of combined) {
    // A condition only narrows what the properties beside it allow, so it is never closed.
    if (raw[keyword]) schema[keyword] = raw[keyword].map(conditionOf);
  }
  if (raw.not) schema.not = conditionOf(raw.not);
  return schema;
}

function conditionOf(raw) {
  const schema = withKeywords(raw);
  if (raw.required) schema.required = [...raw.required];
  if (raw.properties) {
    schema.properties = Object.fromEntries(
      Object.entries(raw.properties).map(([name, it]) => [name, conditionOf(it)]),
    );
  }
  return schema;
}

function propertiesOf(raw, open) {
  const names = inWritingOrder(Object.keys(raw.properties), raw.required ?? []);
  return Object.fromEntries(names.map((it) => [it, jsonSchemaOf(raw.properties[it], open)]));
}

const isSchema = (value) => typeof value === "object" && value !== null;

const withoutUndefined = (schema) =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
