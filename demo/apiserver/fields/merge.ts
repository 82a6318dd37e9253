import { isObject, type Json } from "../../../server/engine/canary/json.ts";
import type { Schema } from "../schema.ts";
import { fieldSchema } from "../schema.ts";
import { partsOf, shapeOf } from "./elements.ts";
import type { FieldSet } from "./fieldSet.ts";

/**
 * A value with what is applied to it: objects field by field, keyed lists element by element, all else as a whole.
 *
 * https://github.com/kubernetes-sigs/structured-merge-diff/blob/v6.3.0/typed/merge.go
 */
export function merge(live: Json | undefined, applied: Json, schema: Schema | undefined): Json {
  if (live === undefined || live === null) return applied;
  const shape = shapeOf(applied, schema);
  if (shape === "fields" && isObject(applied) && isObject(live)) {
    const merged: Record<string, Json | undefined> = { ...live };
    for (const [key, it] of Object.entries(applied)) {
      if (it !== undefined) merged[key] = merge(live[key], it, fieldSchema(schema, key));
    }
    return merged;
  }
  if (shape !== "elements" || !Array.isArray(live)) return applied;
  return mergeElements(live, applied, schema);
}

/** Elements of others keep their place before what stood behind them; new ones come in the order of what is applied. */
function mergeElements(live: Json, applied: Json, schema: Schema | undefined): Json {
  const old = partsOf(live, schema);
  const now = partsOf(applied, schema);
  const oldKeys = [...old.keys()];
  const done = new Set<string>();
  const out: Json[] = [];
  const takeForeign = () => {
    for (let key = oldKeys[0]; key !== undefined; key = oldKeys[0]) {
      if (now.has(key) && !done.has(key)) return;
      oldKeys.shift();
      const part = now.has(key) ? undefined : old.get(key);
      if (part) out.push(part.value);
    }
  };
  for (const [key, part] of now) {
    takeForeign();
    out.push(merge(old.get(key)?.value, part.value, part.schema));
    done.add(key);
  }
  takeForeign();
  return out;
}

/** A value without some of its fields. */
export function without(value: Json, fields: FieldSet, schema: Schema | undefined): Json {
  const shape = shapeOf(value, schema);
  if (shape === "whole") return value;
  const kept = [...partsOf(value, schema)].flatMap(([key, part]) => {
    const set = fields.children.get(key);
    if (set?.isMember) return [];
    return [[key, set ? without(part.value, set, part.schema) : part.value] as const];
  });
  return shape === "fields"
    ? Object.fromEntries(kept.map(([key, it]) => [key.slice(2), it]))
    : kept.map(([, it]) => it);
}
