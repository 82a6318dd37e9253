import { isObject, type Json } from "../../../server/engine/canary/json.ts";
import type { Schema } from "../schema.ts";
import { isNamed, partsOf, shapeOf } from "./elements.ts";
import { type FieldSet, fieldsOf, oneField } from "./fieldSet.ts";

/**
 * The fields that a value sets.
 *
 * https://github.com/kubernetes-sigs/structured-merge-diff/blob/v6.3.0/typed/tofieldset.go
 */
export function fieldsIn(value: Json | undefined, schema: Schema | undefined): FieldSet {
  const shape = shapeOf(value, schema);
  if (shape === "whole") return oneField;
  const parts = [...partsOf(value, schema)].map(([key, part]) => {
    const below = fieldsIn(part.value, part.schema);
    const isOwn =
      shape === "elements" || isEmptyObject(part.value) || !isNamed(schema, key.slice(2));
    return [key, isOwn ? { ...below, isMember: true } : below] as const;
  });
  return fieldsOf(false, parts);
}

const isEmptyObject = (value: Json): boolean =>
  value === null || (isObject(value) && Object.keys(value).length === 0);
