import type { Node, Scalar } from "../node.ts";
import type { Step } from "../origin.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import { type Creating, type FieldSpec, specsAmong, visitFields } from "./fieldSpec.ts";
import { isNull, stringNode } from "./scalars.ts";
import { noRewrites, noteRewrite, type Rewrites, rewritten } from "./sharedScalars.ts";
import { type Cause, fieldOf, withField } from "./tree.ts";
import { onEach, type Work } from "./work.ts";
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
  pairs: readonly Pair[],
  fieldSpecs: readonly FieldSpec[],
  step: Step,
): Work {
  const sorted = pairs.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  if (sorted.length === 0) return onEach((it) => it);
  const specsFor = specsAmong(fieldSpecs);
  const added = sorted.map((it): Added => {
    const cause = causedBy(it.node, step);
    return { ...it, cause, fresh: stringNode(it.value, cause) };
  });
  const creating: Creating = { kind: "mapping", cause: causedBy(sorted[0]?.node, step) };
  return onEach((it) => {
    const rewrites = noRewrites();
    const change = (field: Node) => withPairs(field, added, step, rewrites);
    let { node } = it;
    for (const spec of specsFor(node)) node = visitFields(node, spec, change, creating);
    return changedBy(it, rewritten(node, rewrites), step);
  });
}

interface Added extends Pair {
  readonly cause: Cause;
  /** The same node wherever the key is new; see `sharedScalars.ts`. */
  readonly fresh: Scalar;
}

function withPairs(field: Node, pairs: readonly Added[], step: Step, rewrites: Rewrites): Node {
  if (field.kind !== "mapping") return isNull(field) ? field : wrongKind("mapping", field);
  let it = field;
  for (const { key, value, node, cause, fresh } of pairs) {
    const before = fieldOf(it, key);
    const after = before
      ? overwritten(before, value, causedBy(node, step, before), rewrites)
      : fresh;
    it = withField(it, key, after, cause);
  }
  return it;
}

function overwritten(before: Node, value: string, cause: Cause, rewrites: Rewrites): Node {
  const known = before.kind === "scalar" ? rewrites.noted?.get(before) : undefined;
  const after = known ?? stringNode(value, cause);
  noteRewrite(rewrites, before, after);
  return after;
}
