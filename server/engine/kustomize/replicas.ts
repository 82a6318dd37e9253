import type { Node } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import { alternativesTo } from "./alternatives.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import type { Context } from "./context.ts";
import type { Explanation } from "./explanation.ts";
import { type FieldSpec, visitFields } from "./fieldSpec.ts";
import { unlessHeldBack } from "./heldBack.ts";
import { idOf, idsOf, isAny, isSelected, printKind } from "./id.ts";
import { setScalar } from "./setScalar.ts";
import { stop } from "./stop.ts";
import { fieldOf } from "./tree.ts";
import { findingPass, passed, type Work } from "./work.ts";

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
  entry: ReplicaEntry,
  fieldSpecs: readonly FieldSpec[],
  step: Step,
  context?: Pick<Context, "lenient" | "log"> | undefined,
): Work {
  const run = (objects: readonly BuiltObject[]) => {
    const { change, isDone } = passOf(entry, fieldSpecs, step);
    const made = passed(objects, change);
    if (isDone()) return made;
    const stopUnfound = () => unfound(objects, entry, fieldSpecs, step);
    return context ? unlessHeldBack(context, objects, stopUnfound) : stopUnfound();
  };
  return { run, start: () => passOf(entry, fieldSpecs, step) };
}

const passOf = (entry: ReplicaEntry, fieldSpecs: readonly FieldSpec[], step: Step) =>
  findingPass((object, found) => {
    let it = object;
    if (!isCalled(object, entry.name)) return it;
    for (const spec of fieldSpecs) {
      if (!isNamed(it, entry.name, spec)) continue;
      found();
      it = withCount(it, entry, spec, step);
    }
    return it;
  });

function unfound(
  objects: readonly BuiltObject[],
  { name, node }: ReplicaEntry,
  fieldSpecs: readonly FieldSpec[],
  step: Step,
): never {
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

/** Is, or was, that its name? Most objects have nothing to do with the entry. */
const isCalled = (object: BuiltObject, name: string): boolean =>
  idOf(object).name === name || object.track.past.some((it) => it.name === name);

const isNamed = (object: BuiltObject, name: string, spec: FieldSpec): boolean =>
  isAny(object, (id) => id.name === name && isSelected(id, kindOf(spec)));

const kindOf = ({ group = "", version = "", kind = "" }: FieldSpec) => ({ group, version, kind });

function withCount(
  object: BuiltObject,
  { count, node }: ReplicaEntry,
  spec: FieldSpec,
  step: Step,
): BuiltObject {
  const source = fieldOf(node, "count") ?? node;
  const change = (field: Node, made: boolean) =>
    setScalar(field, made, { text: String(count), as: "number", source, step });
  const cause = causedBy(source, step);
  const changed = visitFields(object.node, spec, change, { kind: "scalar", cause });
  return changedBy(object, changed, step);
}
