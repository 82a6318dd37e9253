import type { Node } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import { alternativesTo } from "./alternatives.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import type { Explanation } from "./explanation.ts";
import { type FieldSpec, visitFields } from "./fieldSpec.ts";
import { idsOf, isSelected, printKind } from "./id.ts";
import { setScalar } from "./setScalar.ts";
import { stop } from "./stop.ts";
import { fieldOf } from "./tree.ts";

/** An entry of `replicas`. */
export interface ReplicaEntry {
  readonly name: string;
  readonly count: bigint;
  /** As written. */
  readonly node: Node;
}

/**
 * Sets how many replicas the objects of that name have, whatever they were called before (kustomize.md §14.2). Stops
 * when there is none. Mirrors the ReplicaCountTransformer.
 */
export function setReplicas(
  objects: readonly BuiltObject[],
  entry: ReplicaEntry,
  fieldSpecs: readonly FieldSpec[],
  step: Step,
): readonly BuiltObject[] {
  const { name, node } = entry;
  const positions = positionsOf(objects, name);
  const made = [...objects];
  let found = false;
  for (const spec of fieldSpecs) {
    for (const index of positions) {
      const object = made[index];
      if (!object || !isNamed(object, name, spec)) continue;
      found = true;
      made[index] = withCount(object, entry, spec, step);
    }
  }
  if (found) return made;
  const kinds = fieldSpecs.map((it) => printKind(kindOf(it))).join(" ");
  return stop(
    `resource with name ${name} does not match a config with the following GVK [${kinds}]`,
    placeOfNode(fieldOf(node, "name") ?? node) ?? step.place,
    [],
    unmatchedReplicas(objects, name, fieldSpecs),
  );
}

function unmatchedReplicas(
  objects: readonly BuiltObject[],
  name: string,
  fieldSpecs: readonly FieldSpec[],
): Explanation {
  const ids = objects.flatMap(idsOf);
  const counted = ids.filter((id) => fieldSpecs.some((it) => isSelected(id, kindOf(it))));
  const names = counted.map((it) => it.name);
  const { text, meant } = alternativesTo(name, names);
  const message = `Nothing here that has replicas is called "${name}"`;
  return { code: "replicas-without-target", message, next: text, meant };
}

const positionsOf = (objects: readonly BuiltObject[], name: string): readonly number[] =>
  objects.flatMap((it, index) => (idsOf(it).some((id) => id.name === name) ? [index] : []));

const isNamed = (object: BuiltObject, name: string, spec: FieldSpec): boolean =>
  idsOf(object).some((id) => id.name === name && isSelected(id, kindOf(spec)));

const kindOf = ({ group = "", version = "", kind = "" }: FieldSpec) => ({ group, version, kind });

function withCount(
  object: BuiltObject,
  { count, node }: ReplicaEntry,
  spec: FieldSpec,
  step: Step,
): BuiltObject {
  const source = fieldOf(node, "count") ?? node;
  const change = (field: Node, made: boolean) =>
    setScalar(field, made, { text: String(count), as: "any", source, step });
  const cause = causedBy(source, step);
  const changed = visitFields(object.node, spec, change, { kind: "scalar", cause });
  return changedBy(object, changed, step);
}
