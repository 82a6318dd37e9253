import type { Mapping, Node, Scalar } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import type { Log } from "./context.ts";
import { fieldPath, lookUp } from "./fieldPath.ts";
import { type FieldSpec, isFor, visitFields } from "./fieldSpec.ts";
import { goFloat } from "./goFloat.ts";
import { isUntagged, meaningOf, plainNode, stringNode, tagOf } from "./scalars.ts";
import { stop } from "./stop.ts";
import type { Accumulated } from "./target.ts";
import { causeOf, withItems } from "./tree.ts";
import { printVar, type Var } from "./vars.ts";

/**
 * Puts the values of vars where `$(NAME)` stands (kustomize.md §19).
 * Mirrors api/filters/refvar.
 */
export function substituteVars(
  objects: readonly BuiltObject[],
  { vars, configuration }: Pick<Accumulated, "vars" | "configuration">,
  log: Log,
): readonly BuiltObject[] {
  if (vars.size === 0) return objects;
  const values = new Map(
    [...vars.values()]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((it) => [it.name, readVar(it, objects)] as const),
  );
  const used = new Set<string>();
  const made = objects.map((it) =>
    configuration.varReference.reduce((object, spec) => filled(object, spec, values, used), it),
  );
  const unused = [...values.keys()].filter((it) => !used.has(it));
  if (unused.length > 0) {
    log.warnings.push(`well-defined vars that were never replaced: ${unused.join(",")}`);
  }
  return made;
}

interface Value {
  /** What the field holds; a list or mapping stands for nothing. */
  readonly field: Scalar | undefined;
  /** Inside a text. */
  readonly text: string;
  /** For the field as a whole. */
  readonly whole: { readonly text: string; readonly isText: boolean };
  readonly step: Step | undefined;
}

function readVar(it: Var, objects: readonly BuiltObject[]): Value {
  const source = objects.find((object) => object.track.vars?.includes(it.name));
  const place = placeOfNode(it.node);
  if (!source) {
    return stop(
      `var '${printVar(it)}' cannot be mapped to a field in the set of known resources`,
      place,
    );
  }
  const field = lookUp(source.node, varPath(it.fieldPath));
  if (!field) {
    return stop(
      `field specified in var '${printVar(it)}' not found in corresponding resource`,
      place,
    );
  }
  const step: Step | undefined = place && { by: "RefVarTransformer", place };
  if (field.kind !== "scalar") {
    return { field: undefined, text: "", whole: { text: "", isText: true }, step };
  }
  return { field, step, ...typed(field) };
}

/** Parts of the path to a field; `ports[0]` is two of them. */
const varPath = (path: string): readonly string[] =>
  fieldPath(path).flatMap((part) => {
    const [, name, index] = /^(.*)\[(\d+)\]$/.exec(part) ?? [];
    if (index === undefined) return [part];
    return name ? [name, index] : [index];
  });

function typed(field: Scalar): Pick<Value, "text" | "whole"> {
  const { value } = meaningOf(field);
  switch (tagOf(field)) {
    case "!!int":
    case "!!bool":
      return { text: String(value), whole: { text: String(value), isText: false } };
    case "!!float": {
      const { general, decimal } = goFloat(Number(value));
      return { text: general, whole: { text: decimal, isText: false } };
    }
    default:
      return { text: field.text, whole: { text: field.text, isText: true } };
  }
}

type Values = ReadonlyMap<string, Value>;

function filled(object: BuiltObject, spec: FieldSpec, values: Values, used: Set<string>) {
  if (!isFor(spec, object.node)) return object;
  const steps = new Set<Step>();
  const fill = (it: Scalar): Scalar => filledScalar(it, values, used, steps);
  const node = visitFields(object.node, spec, (field) => fillField(field, fill));
  // Where only `$$` became `$`, nothing but the text changed.
  const changed = node === object.node ? object : { ...object, node };
  return [...steps].reduce((it, step) => changedBy(it, node, step), changed);
}

function fillField(node: Node, fill: (it: Scalar) => Scalar): Node {
  if (node.kind === "scalar") return isText(node) ? fill(node) : node;
  if (node.kind === "mapping") return fillValues(node, fill);
  if (node.kind !== "sequence") return node;
  const items = node.items.map((it) => {
    if (it?.kind === "scalar" && isText(it)) return fill(it);
    return stop("invalid value type expect a string", placeOfNode(it ?? node));
  });
  return items.every((it, index) => it === node.items[index]) ? node : withItems(node, items);
}

function fillValues(node: Mapping, fill: (it: Scalar) => Scalar): Mapping {
  let same = true;
  const entries = node.entries.map((entry) => {
    const { key, value } = entry;
    if (!isText(key)) {
      stop(`invalid map key: value='${key.text}', tag='${tagOf(key)}'`, placeOfNode(key));
    }
    if (value?.kind !== "scalar" || !isText(value)) return entry;
    const made = fill(value);
    same &&= made === value;
    return made === value ? entry : { key, value: made };
  });
  return same ? node : { ...node, entries };
}

const isText = (it: Scalar): boolean => tagOf(it) === "!!str";

/** `$(NAME)` alone becomes the value as it is; inside a text, its text. `$$` stands for `$`. */
function filledScalar(there: Scalar, values: Values, used: Set<string>, steps: Set<Step>): Scalar {
  // What was written without saying what it is becomes a text, and none of those that are looked at stays folded.
  const isPlain = isUntagged(there) || there.style === "folded";
  const node = isPlain ? stringNode(there.text, causeOf(there)) : there;
  if (!node.text.includes("$")) return node;
  let first: Value | undefined;
  const take = (name: string): Value | undefined => {
    const value = values.get(name);
    if (!value?.field) return undefined;
    used.add(name);
    first ??= value;
    return value;
  };
  const whole = /^\$\(([^)]*)\)$/.exec(node.text)?.[1];
  const alone = whole === undefined ? undefined : take(whole);
  const text = alone
    ? alone.whole.text
    : node.text.replace(/\$(?:\$|\(([^)]*)\))/g, (found, name: string | undefined) =>
        name === undefined ? "$" : (take(name)?.text ?? found),
      );
  const { field, step } = first ?? {};
  if (!step) return text === node.text ? node : { ...node, text, value: text };
  steps.add(step);
  const cause = causedBy(field, step, node);
  return alone && !alone.whole.isText ? plainNode(text, cause) : stringNode(text, cause);
}
