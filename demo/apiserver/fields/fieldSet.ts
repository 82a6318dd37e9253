import { isObject, type Json, type JsonObject } from "../../../server/engine/canary/json.ts";

/**
 * A set of fields of an object, as managedFields keep it.
 * Keys are path elements in the form of `fieldsV1`: `f:name`, `k:{"name":"web"}`, `v:"text"`, `i:0`.
 *
 * https://github.com/kubernetes-sigs/structured-merge-diff/blob/v6.3.0/fieldpath/set.go
 */
export interface FieldSet {
  /** Whether the field itself belongs to the set, whatever is below it. */
  readonly isMember: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;
}

export const noFields: FieldSet = { isMember: false, children: new Map() };
export const oneField: FieldSet = { isMember: true, children: new Map() };

export const isEmpty = ({ isMember, children }: FieldSet): boolean =>
  !isMember && children.size === 0;

/** A set with a set below one of its path elements; nothing is added for an empty one. */
export function fieldsOf(
  isMember: boolean,
  children: Iterable<readonly [string, FieldSet]>,
): FieldSet {
  return { isMember, children: new Map([...children].filter(([, it]) => !isEmpty(it))) };
}

type Decide = (a: boolean, b: boolean) => boolean;

/** Member by member of both sets. */
function combine(a: FieldSet, b: FieldSet, decide: Decide): FieldSet {
  const keys = new Set([...a.children.keys(), ...b.children.keys()]);
  return fieldsOf(
    decide(a.isMember, b.isMember),
    [...keys].map((key) => [
      key,
      combine(a.children.get(key) ?? noFields, b.children.get(key) ?? noFields, decide),
    ]),
  );
}

export const union = (a: FieldSet, b: FieldSet): FieldSet => combine(a, b, (x, y) => x || y);
export const difference = (a: FieldSet, b: FieldSet): FieldSet => combine(a, b, (x, y) => x && !y);
export const intersection = (a: FieldSet, b: FieldSet): FieldSet => combine(a, b, (x, y) => x && y);

/** The set with every field that leads to a member: an owner of `a.b` owns `a` as well. */
export const withParents = ({ isMember, children }: FieldSet): FieldSet => ({
  isMember: isMember || children.size > 0,
  children: new Map([...children].map(([key, it]) => [key, withParents(it)])),
});

export function sameFields(a: FieldSet, b: FieldSet): boolean {
  if (a.isMember !== b.isMember || a.children.size !== b.children.size) return false;
  return [...a.children].every(([key, it]) => {
    const other = b.children.get(key);
    return other !== undefined && sameFields(it, other);
  });
}

/** The set without what one path element leads to, walking down. */
export function withoutPath(set: FieldSet, path: readonly string[]): FieldSet {
  const [key, ...rest] = path;
  const child = key === undefined ? undefined : set.children.get(key);
  if (key === undefined || !child) return set;
  const children = new Map(set.children);
  const left = rest.length === 0 ? noFields : withoutPath(child, rest);
  if (isEmpty(left)) children.delete(key);
  else children.set(key, left);
  return { isMember: set.isMember, children };
}

/** Only what one path element leads to, walking down. */
export function onlyPath(set: FieldSet, path: readonly string[]): FieldSet {
  const [key, ...rest] = path;
  if (key === undefined) return set;
  const child = set.children.get(key);
  return child ? fieldsOf(false, [[key, onlyPath(child, rest)]]) : noFields;
}

export function fromJson(fields: Json | undefined): FieldSet {
  if (!isObject(fields)) return noFields;
  const entries = Object.entries(fields).filter(([key]) => key !== ".");
  return fieldsOf(
    "." in fields,
    entries.map(([key, it]) => {
      const set = fromJson(it);
      return [key, set.children.size === 0 ? oneField : set];
    }),
  );
}

export function toJson(set: FieldSet): JsonObject {
  const keys = [...set.children.keys()].sort();
  const out: Record<string, Json> = {};
  for (const key of keys) {
    const child = set.children.get(key) ?? noFields;
    const json = toJson(child);
    out[key] = child.isMember && child.children.size > 0 ? { ".": {}, ...json } : json;
  }
  return out;
}

/** The members as the API server writes paths: `.spec.containers[name="web"].image`. */
export function pathsOf(set: FieldSet, prefix = ""): readonly string[] {
  const below = [...set.children]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, it]) => pathsOf(it, `${prefix}${elementText(key)}`));
  return set.isMember ? [prefix, ...below] : below;
}

function elementText(key: string): string {
  const rest = key.slice(2);
  if (key.startsWith("f:")) return `.${rest}`;
  if (key.startsWith("k:")) {
    const pairs = Object.entries(JSON.parse(rest) as JsonObject);
    return `[${pairs.map(([name, it]) => `${name}=${JSON.stringify(it)}`).join(",")}]`;
  }
  return key.startsWith("v:") ? `[=${rest}]` : `[${rest}]`;
}
