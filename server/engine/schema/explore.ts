import type { Path, Step } from "../node.ts";
import type { JsonLeaf, JsonSchema, JsonType } from "./jsonSchema.ts";

/**
 * What the schema says about one place: every subschema that may apply there, references followed,
 * `allOf` and the alternatives of `anyOf` and `oneOf` laid side by side.
 * Parts that are only alternatives have lost their `required`.
 */
export interface SchemaView {
  readonly root: JsonSchema;
  readonly parts: readonly JsonSchema[];
}

export interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly view: SchemaView;
}

/**
 * The view at a path (indexes of sequences are numbers); `undefined` where the schema knows no such place.
 * Given the value so far, alternatives that it contradicts are left out.
 */
export function schemaAt(root: JsonSchema, path: Path, value?: unknown): SchemaView | undefined {
  let parts = expand(root, root, value);
  let here = value;
  for (const step of path) {
    here = child(here, step);
    const under = parts.map((part) => stepInto(part, step));
    parts = under.flatMap((it) => (it ? expand(root, it, here) : []));
    if (parts.length === 0) return undefined;
  }
  return { root, parts };
}

/** The fields that may stand here: required ones first, otherwise in the order of the schema. */
export function propertiesOf(view: SchemaView): readonly Property[] {
  const required = new Set(requiredOf(view));
  const found = new Map<string, JsonSchema[]>();
  for (const part of view.parts) {
    for (const [name, schema] of Object.entries(part.properties ?? {})) {
      const parts = expand(view.root, schema);
      found.set(name, [...(found.get(name) ?? []), ...parts]);
    }
  }
  const all = [...found].map(([name, parts]) => ({
    name,
    required: required.has(name),
    view: { root: view.root, parts },
  }));
  return [...all.filter((it) => it.required), ...all.filter((it) => !it.required)];
}

/** The fields that must stand here, whichever alternative is chosen. */
export function requiredOf(view: SchemaView): readonly string[] {
  const names = view.parts.flatMap((part) => [
    ...(part.required ?? []),
    ...inEvery(part.oneOf),
    ...inEvery(part.anyOf),
  ]);
  return [...new Set(names)];
}

/** The fields that must not be added to those present, because an alternative is already chosen. */
export function excludedOf(view: SchemaView, present: readonly string[]): readonly string[] {
  const excluded = view.parts.flatMap(({ oneOf = [] }) => {
    const shared = new Set(inEvery(oneOf));
    const choices = oneOf.map((it) => (it.required ?? []).filter((name) => !shared.has(name)));
    const chosen = choices.filter((it) => it.some((name) => present.includes(name))).flat();
    return chosen.length === 0 ? [] : choices.flat().filter((name) => !chosen.includes(name));
  });
  return [...new Set(excluded)];
}

/** The values that may stand here; empty where anything of the type may. A boolean has its two. */
export function enumOf(view: SchemaView): readonly JsonLeaf[] {
  const values = view.parts.flatMap((part): readonly JsonLeaf[] => {
    if (part.enum) return part.enum;
    if (part.const !== undefined) return [part.const];
    return part.type === "boolean" ? [true, false] : [];
  });
  return [...new Set(values)];
}

/** The JSON types that may stand here; empty where any may. */
export const typesOf = (view: SchemaView): readonly JsonType[] => [
  ...new Set(view.parts.flatMap((part) => part.type ?? [])),
];

/** May a mapping here have fields that the schema does not name? */
export const allowsUnknown = (view: SchemaView): boolean =>
  view.parts.some((part) => stepInto(part, "\0") !== undefined);

/** A schema with all it draws in: itself, what `$ref` names, and what `allOf`, `anyOf` and `oneOf` add. */
export function expand(
  root: JsonSchema,
  schema: JsonSchema,
  value?: unknown,
  depth = 0,
): readonly JsonSchema[] {
  if (depth > 12) return [];
  // What stands beside a reference (the description of this very field) speaks before its target.
  const out: JsonSchema[] = [schema];
  const target = definitionOf(root, schema);
  if (target) out.push(...expand(root, target, value, depth + 1));
  for (const it of schema.allOf ?? []) out.push(...expand(root, it, value, depth + 1));
  for (const branches of [schema.anyOf, schema.oneOf]) {
    for (const branch of likely(root, branches ?? [], value)) {
      out.push(...expand(root, branch, value, depth + 1).flatMap(withoutRequired));
    }
  }
  return out;
}

/** The schema that `$ref: #/definitions/name` names. */
export function definitionOf(root: JsonSchema, { $ref }: JsonSchema): JsonSchema | undefined {
  return $ref?.startsWith("#/definitions/") ? root.definitions?.[$ref.slice(14)] : undefined;
}

function stepInto(part: JsonSchema, step: Step): JsonSchema | undefined {
  const open = isOpen(part);
  if (typeof step === "number") return part.items ?? (open ? {} : undefined);
  const { properties, additionalProperties: rest } = part;
  if (properties && Object.hasOwn(properties, step)) return properties[step];
  if (typeof rest === "object") return rest;
  return open || rest === true || (part.type === "object" && !properties && rest === undefined)
    ? {}
    : undefined;
}

/** Does the schema say nothing of what is inside? */
const isOpen = (part: JsonSchema): boolean =>
  part["x-kubernetes-preserve-unknown-fields"] === true ||
  Object.keys(part).every(
    (key) => key === "description" || key === "default" || key.startsWith("x-"),
  );

function child(value: unknown, step: Step): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<Step, unknown>)[step];
}

/** The branches that the value does not contradict; all of them when it contradicts each. */
function likely(root: JsonSchema, branches: readonly JsonSchema[], value: unknown) {
  if (value === undefined || value === null) return branches;
  const left = branches.filter((branch) => !contradicts(root, branch, value));
  return left.length > 0 ? left : branches;
}

function contradicts(root: JsonSchema, branch: JsonSchema, value: unknown): boolean {
  const schema = definitionOf(root, branch) ?? branch;
  if (schema.type !== undefined && ![schema.type].flat().includes(typeOfValue(value))) {
    return !(schema.type === "number" && typeof value === "number");
  }
  return Object.entries(schema.properties ?? {}).some(([name, { enum: allowed, const: only }]) => {
    const found = child(value, name) as JsonLeaf | undefined;
    if (found === undefined) return false;
    return allowed ? !allowed.includes(found) : only !== undefined && only !== found;
  });
}

/** The JSON type of a value; a whole number is an `integer`. */
export function typeOfValue(value: unknown): JsonType {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value as "object" | "string" | "boolean";
}

function inEvery(branches: readonly JsonSchema[] = []): readonly string[] {
  const [first, ...others] = branches.map((it) => it.required ?? []);
  return (first ?? []).filter((name) => others.every((it) => it.includes(name)));
}

/** A part that says no more than what is required says nothing. */
function withoutRequired(schema: JsonSchema): readonly JsonSchema[] {
  if (!schema.required) return [schema];
  const { required: _, ...rest } = schema;
  return Object.keys(rest).length > 0 ? [rest] : [];
}
