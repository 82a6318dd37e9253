import type { Mapping, Node } from "../node.ts";
import type { Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import { type Creating, type FieldSpec, isFor, visitFields } from "./fieldSpec.ts";
import { isNull, stringNode } from "./scalars.ts";
import { isShared, type Rewrites, rewritten } from "./sharedScalars.ts";
import { type Cause, fieldOf, withField } from "./tree.ts";
import { wrongKind } from "./wrongKind.ts";

/** A label or annotation to set. */
export interface Pair {
  readonly key: string;
  readonly value: string;
  /** The text that holds the value. */
  readonly node?: Node | undefined;
}

/**
 * Sets labels, or annotations, in every field of the specs (kustomize.md §13). The step says which of both it is.
 * Mirrors api/filters/labels and annotations.
 */
export function setPairs(
  objects: readonly BuiltObject[],
  pairs: readonly Pair[],
  fieldSpecs: readonly FieldSpec[],
  step: Step,
): readonly BuiltObject[] {
  const sorted = pairs.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  if (sorted.length === 0) return objects;
  return objects.map((object) => {
    const specs = fieldSpecs.filter((it) => isFor(it, object.node));
    return changedBy(object, withPairs(object.node, sorted, specs, step), step);
  });
}

function withPairs(
  object: Mapping,
  pairs: readonly Pair[],
  fieldSpecs: readonly FieldSpec[],
  step: Step,
): Mapping {
  const rewrites: Rewrites = new Map();
  // The same nodes wherever their keys are new; see `sharedScalars.ts`.
  const added = pairs.map(({ value, node }) => stringNode(value, causedBy(node, step)));
  const change = (field: Node): Node => {
    if (field.kind !== "mapping") return isNull(field) ? field : wrongKind("mapping", field);
    return pairs.reduce<Mapping>((it, { key, value, node }, index) => {
      const before = fieldOf(it, key);
      const cause = causedBy(node, step, before);
      const after = before ? overwritten(before, value, cause, rewrites) : added[index];
      return after ? withField(it, key, after, cause) : it;
    }, field);
  };
  const creating: Creating = { kind: "mapping", cause: causedBy(pairs[0]?.node, step) };
  const visit = (it: Mapping, spec: FieldSpec) => visitFields(it, spec, change, creating);
  return rewritten(fieldSpecs.reduce(visit, object), rewrites);
}

function overwritten(before: Node, value: string, cause: Cause, rewrites: Rewrites): Node {
  if (before.kind !== "scalar" || !isShared(before)) return stringNode(value, cause);
  const known = rewrites.get(before) ?? stringNode(value, cause);
  rewrites.set(before, known);
  return known;
}
