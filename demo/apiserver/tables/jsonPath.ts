import { isObject, type Json, listOf } from "../../../server/engine/canary/json.ts";

/**
 * The values that a path of a printer column leads to: fields, `[0]`, `[*]`, `['name']`, `[?(@.type=="Ready")]`.
 *
 * https://kubernetes.io/docs/reference/kubectl/jsonpath/
 */
export function jsonPath(value: Json, path: string): readonly Json[] {
  let values: readonly Json[] = [value];
  for (const [step] of path.matchAll(STEP)) {
    values = values.flatMap((it) => taken(it, step));
  }
  return values;
}

const STEP = /\.?(?:\\\.|[^.[\]\\])+|\[[^\]]*\]/g;

function taken(value: Json, step: string): readonly Json[] {
  if (!step.startsWith("[")) return fieldOf(value, step.replace(/^\./, "").replaceAll("\\.", "."));
  const inside = step.slice(1, -1).trim();
  if (inside === "*") return isObject(value) ? present(Object.values(value)) : listOf(value);
  const quoted = /^['"](.*)['"]$/.exec(inside)?.[1];
  if (quoted !== undefined) return fieldOf(value, quoted);
  const filter = /^\?\(\s*@\.([\w.-]+)\s*==\s*['"]?([^'"]*)['"]?\s*\)$/.exec(inside);
  if (filter) {
    const [, key = "", wanted] = filter;
    return listOf(value).filter((it) => String(jsonPath(it, `.${key}`)[0]) === wanted);
  }
  const index = Number(inside);
  return present([listOf(value).at(index)]);
}

const fieldOf = (value: Json, key: string): readonly Json[] =>
  isObject(value) && Object.hasOwn(value, key) ? present([value[key]]) : [];

const present = (values: readonly (Json | undefined)[]): readonly Json[] =>
  values.filter((it) => it !== undefined);
