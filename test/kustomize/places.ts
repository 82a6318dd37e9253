import { type Fields, isFields, isList, type Value } from "./value.ts";

/** Somewhere inside a value. */
export interface Spot {
  readonly path: readonly (string | number)[];
  readonly value: Value;
}

/** Every place inside, parents before their members. */
export function spotsIn(value: Value, path: Spot["path"] = []): readonly Spot[] {
  const members: readonly (readonly [string | number, Value])[] = isList(value)
    ? value.filter((it) => it !== undefined).map((it, index) => [index, it] as const)
    : isFields(value)
      ? Object.entries(value).filter(([, it]) => it !== undefined)
      : [];
  return members.flatMap(([step, it]) => {
    const there = [...path, step];
    return [{ path: there, value: it }, ...spotsIn(it, there)];
  });
}

export const isLeaf = ({ value }: Spot): boolean => !isFields(value) && !isList(value);

/** Not what says which object it is. */
export const isBody = ({ path: [first, second] }: Spot): boolean =>
  first === "metadata"
    ? second !== undefined && second !== "name" && second !== "namespace"
    : first !== "apiVersion" && first !== "kind";

/** Annotations, in which kustomize keeps notes of its own: a copy would show them, and a text there is lost. */
export const isBookkeeping = ([first, second, ...rest]: Spot["path"]): boolean =>
  first === "metadata" && second === "annotations" && rest.length === 0;

/** As a JSON pointer. */
export const pointerOf = (path: Spot["path"]): string =>
  path.map((it) => `/${String(it).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** As the field path of a replacement: list elements by number, by name or all of them. */
export function fieldPathOf(
  root: Value,
  path: Spot["path"],
  lists: "number" | "name" | "all",
): string {
  let at: Value = root;
  const parts = path.map((step) => {
    const list = at;
    at = inside(at, step);
    if (typeof step === "string")
      return /[=[\]]/.test(step) ? `[${step}]` : step.replaceAll(".", "\\.");
    const name = isFields(at) ? at.name : undefined;
    if (lists === "all" && isList(list)) return "*";
    return lists === "name" && typeof name === "string" ? `[name=${name}]` : String(step);
  });
  return parts.join(".");
}

function inside(value: Value, step: string | number): Value {
  if (isList(value)) return value.filter((it) => it !== undefined)[Number(step)];
  return isFields(value) ? value[step] : undefined;
}

const KEYS =
  "name containerPort port protocol mountPath devicePath ip topologyKey whenUnsatisfiable uid type key".split(
    " ",
  );

/** A value that holds just one place of another, as a strategic merge patch does: elements of lists keep their keys. */
export function onlyAt(root: Value, path: Spot["path"], leaf: Value): Value {
  const [step, ...rest] = path;
  if (step === undefined) return leaf;
  const next = inside(root, step);
  const inner = onlyAt(next, rest, leaf);
  if (typeof step === "string") return { [step]: inner };
  if (!isFields(next) || !isFields(inner)) return [inner];
  return [{ ...keysOf(next), ...inner }];
}

const keysOf = (element: Fields): Fields =>
  Object.fromEntries(
    KEYS.filter((it) => isLeaf({ path: [], value: element[it] })).map((it) => [it, element[it]]),
  );

/** Both in one; elements of lists that have the same keys become one. */
export function joined(one: Value, other: Value): Value {
  if (isFields(one) && isFields(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return Object.fromEntries(
      [...keys].map((key) => [
        key,
        key in one && key in other ? joined(one[key], other[key]) : (one[key] ?? other[key]),
      ]),
    );
  }
  if (!isList(one) || !isList(other)) return other;
  const items = [...one];
  for (const item of other) {
    const index = items.findIndex((it) => isFields(it) && isFields(item) && sameKeys(it, item));
    if (index < 0) items.push(item);
    else items[index] = joined(items[index], item);
  }
  return items;
}

const sameKeys = (one: Fields, other: Fields): boolean =>
  JSON.stringify(keysOf(one)) === JSON.stringify(keysOf(other)) &&
  JSON.stringify(keysOf(one)) !== "{}";
