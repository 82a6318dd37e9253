import type { Json } from "../../../server/engine/canary/json.ts";
import { same } from "../objects/same.ts";
import type { Schema } from "../schema.ts";
import { partsOf, shapeOf } from "./elements.ts";
import { type FieldSet, fieldsOf, noFields, oneField } from "./fieldSet.ts";

/** Which fields a change touched. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

/**
 * What is different between two values of one type.
 *
 * https://github.com/kubernetes-sigs/structured-merge-diff/blob/v6.3.0/typed/compare.go
 */
export function compare(
  before: Json | undefined,
  after: Json | undefined,
  schema: Schema | undefined,
): Comparison {
  if (before === undefined && after === undefined) return nothing;
  if (before === undefined) return { ...nothing, added: everything(after, schema) };
  if (after === undefined) return { ...nothing, removed: everything(before, schema) };
  const shape = after === null ? shapeOf(before, schema) : shapeOf(after, schema);
  if (shape === "whole") {
    return same(before, after) ? nothing : { ...nothing, modified: oneField };
  }
  const old = partsOf(before, schema);
  const now = partsOf(after, schema);
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const below = keys.map((key) => {
    const type = (now.get(key) ?? old.get(key))?.schema;
    return [key, compare(old.get(key)?.value, now.get(key)?.value, type)] as const;
  });
  const pick = (of: keyof Comparison) =>
    fieldsOf(
      false,
      below.map(([key, it]) => [key, it[of]]),
    );
  return { added: pick("added"), modified: pick("modified"), removed: pick("removed") };
}

const nothing: Comparison = { added: noFields, modified: noFields, removed: noFields };

/** The value and every part of it. */
function everything(value: Json | undefined, schema: Schema | undefined): FieldSet {
  const parts = [...partsOf(value, schema)];
  return fieldsOf(
    true,
    parts.map(([key, part]) => [key, everything(part.value, part.schema)]),
  );
}
