import { isObject, type Json, type JsonObject } from "../../../server/engine/canary/json.ts";
import type { Cause } from "../refusal.ts";
import { fieldSchema, METADATA, resolved, type Schema } from "../schema.ts";

/** What a definition's schema refuses of an object, in the API server's words. Rules in CEL are not asked. */
export function violations(object: JsonObject, schema: Schema): readonly Cause[] {
  const causes: Cause[] = [];
  check(object, schema, "", causes);
  if (causes.some((it) => blocking.has(it.reason)) && hasRules(schema)) causes.push(unchecked);
  return causes;
}

/** Said where the schema has rules as well, which are asked of whole objects only. */
const unchecked: Cause = {
  reason: "FieldValueInvalid",
  field: "<nil>",
  message:
    "Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation",
};

/** After these the rules of a schema are not asked any more. */
const blocking = new Set([
  "FieldValueRequired",
  "FieldValueNotSupported",
  "FieldValueTypeInvalid",
  "FieldValueTooLong",
  "FieldValueTooMany",
]);

const ruled = new WeakMap<Schema, boolean>();

function hasRules(schema: Schema): boolean {
  const known = ruled.get(schema);
  if (known !== undefined) return known;
  const found = JSON.stringify(schema).includes('"x-kubernetes-validations"');
  ruled.set(schema, found);
  return found;
}

function check(value: Json, schema: Schema | undefined, at: string, causes: Cause[]): void {
  const type = resolved(schema);
  if (!type || schema?.$ref === METADATA) return;
  if (value === null && type.nullable) return;
  if (!isOfType(value, type)) {
    causes.push(
      invalid(
        at,
        shown(typeOf(value)),
        `${at} in body must be of type ${type.type}: ${shown(typeOf(value))}`,
        "FieldValueTypeInvalid",
      ),
    );
    return;
  }
  checkScalar(value, type, at, causes);
  checkAlternatives(value, type, at, causes);
  if (Array.isArray(value)) checkList(value, type, at, causes);
  else if (isObject(value)) checkObject(value, schema, type, at, causes);
}

const invalid = (
  field: string,
  value: string,
  why: string,
  reason = "FieldValueInvalid",
): Cause => ({
  reason,
  field,
  message: `Invalid value: ${value}: ${why}`,
});

const shown = (value: Json): string => JSON.stringify(value);

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function isOfType(value: Json, type: Schema): boolean {
  if (type["x-kubernetes-int-or-string"])
    return typeof value === "string" || Number.isInteger(value);
  const found = typeOf(value);
  return (
    type.type === undefined ||
    found === type.type ||
    (type.type === "number" && found === "integer")
  );
}

function checkScalar(value: Json, type: Schema, at: string, causes: Cause[]): void {
  if (type.enum && !type.enum.includes(value)) {
    const supported = type.enum.map((it) => shown(it)).join(", ");
    causes.push({
      reason: "FieldValueNotSupported",
      field: at,
      message: `Unsupported value: ${shown(value)}: supported values: ${supported}`,
    });
  }
  if (typeof value === "string") checkText(value, type, at, causes);
  if (typeof value !== "number") return;
  if (type.minimum !== undefined && value < type.minimum) {
    causes.push(
      invalid(at, shown(value), `${at} in body should be greater than or equal to ${type.minimum}`),
    );
  }
  if (type.maximum !== undefined && value > type.maximum) {
    causes.push(
      invalid(at, shown(value), `${at} in body should be less than or equal to ${type.maximum}`),
    );
  }
}

function checkText(value: string, type: Schema, at: string, causes: Cause[]): void {
  const { minLength, maxLength, pattern } = type;
  const length = [...value].length;
  if (maxLength !== undefined && length > maxLength) {
    causes.push({
      reason: "FieldValueTooLong",
      field: at,
      message: `Too long: may not be more than ${maxLength} bytes`,
    });
  }
  if (minLength !== undefined && length < minLength) {
    causes.push(
      invalid(at, shown(value), `${at} in body should be at least ${minLength} chars long`),
    );
  }
  if (pattern !== undefined && !expressionOf(pattern).test(value)) {
    causes.push(invalid(at, shown(value), `${at} in body should match '${pattern}'`));
  }
}

const expressions = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  let known = expressions.get(pattern);
  if (!known) {
    try {
      known = new RegExp(pattern, "u");
    } catch {
      // Go writes a few things otherwise; what cannot be read refuses nothing.
      known = /(?:)/;
    }
    expressions.set(pattern, known);
  }
  return known;
}

function checkAlternatives(value: Json, type: Schema, at: string, causes: Cause[]): void {
  const passes = (schema: Schema): boolean => {
    const own: Cause[] = [];
    check(value, schema, at, own);
    return own.length === 0;
  };
  if (type.oneOf && type.oneOf.filter(passes).length !== 1) {
    causes.push(invalid(at, `"${at}"`, `${at} must validate one and only one schema (oneOf)`));
  }
  if (type.anyOf && !type.anyOf.some(passes)) {
    causes.push(invalid(at, `"${at}"`, `${at} must validate at least one schema (anyOf)`));
  }
}

function checkList(value: readonly Json[], type: Schema, at: string, causes: Cause[]): void {
  const { minItems, maxItems } = type;
  if (minItems !== undefined && value.length < minItems) {
    causes.push(
      invalid(at, String(value.length), `${at} in body should have at least ${minItems} items`),
    );
  }
  if (maxItems !== undefined && value.length > maxItems) {
    causes.push({
      reason: "FieldValueTooMany",
      field: at,
      message: `Too many: ${value.length}: must have at most ${maxItems} items`,
    });
  }
  value.forEach((it, index) => {
    check(it, type.items, `${at}[${index}]`, causes);
  });
}

function checkObject(
  value: JsonObject,
  schema: Schema | undefined,
  type: Schema,
  at: string,
  causes: Cause[],
): void {
  const place = (key: string): string => (at === "" ? key : `${at}.${key}`);
  for (const key of type.required ?? []) {
    if (value[key] === undefined) {
      causes.push({ reason: "FieldValueRequired", field: place(key), message: "Required value" });
    }
  }
  for (const [key, it] of Object.entries(value)) {
    if (it !== undefined) check(it, fieldSchema(schema, key), place(key), causes);
  }
}
