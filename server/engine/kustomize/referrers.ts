import { memo } from "../memo.ts";
import type { Node } from "../node.ts";
import type { NameReference } from "./configuration.ts";
import { type FieldSpec, type Part, partsOf } from "./fieldSpec.ts";
import { type GroupVersionKind, isSelected } from "./id.ts";
import { isNull } from "./scalars.ts";

/** The fields of one kind of object that hold names of others. */
export interface Referrers {
  /** In the order in which they are looked at. */
  readonly fields: readonly ReferringField[];
  readonly fork: Fork;
}

/** A field that holds names, and the kind of the objects that are named. */
export interface ReferringField {
  readonly target: Partial<GroupVersionKind>;
  readonly spec: FieldSpec;
  readonly parts: readonly string[];
}

/** The paths of all fields, with a common start told once: one walk finds those that an object has. */
interface Fork {
  /** Positions of the fields that end here. */
  readonly ends: number[];
  readonly next: Map<string, Fork>;
}

/** Tells the fields of a kind. */
export const referrersAmong: (
  references: readonly NameReference[],
) => (kind: GroupVersionKind) => Referrers = memo((references) => {
  const specsOf = specsByKind(references);
  const known = new Map<string, Referrers>();
  return (kind) => {
    const key = `${kind.group}\n${kind.version}\n${kind.kind}`;
    const found = known.get(key);
    if (found) return found;
    const made = referrersOf(specsOf(kind.kind).filter(({ spec }) => isSelected(kind, spec)));
    // Kinds are few, unless somebody invents them while he types.
    if (known.size > MOST_KINDS) known.clear();
    known.set(key, made);
    return made;
  };
});

const MOST_KINDS = 1000;

/** Positions of the fields that the node has. A text in the middle of a path counts: visiting it ends the build. */
export function fieldsIn(node: Node, fork: Fork): readonly number[] {
  const found: number[] = [];
  collect(node, fork, found);
  return found;
}

function collect(node: Node, fork: Fork, found: number[]): void {
  for (const it of fork.ends) if (!found.includes(it)) found.push(it);
  if (fork.next.size === 0) return;
  if (node.kind === "mapping") {
    for (const { key, value } of node.entries) {
      const next = fork.next.get(key.text);
      if (next && value) collect(value, next, found);
    }
  } else if (node.kind === "sequence") {
    for (const it of node.items) if (it) collect(it, fork, found);
  } else if (!isNull(node)) {
    for (const next of fork.next.values()) collect(node, next, found);
  }
}

function referrersOf(specs: readonly Spec[]): Referrers {
  const fork = emptyFork();
  const fields = specs.map(({ target, spec }, position): ReferringField => {
    const known = partsOf(spec.path);
    forkAt(fork, known).ends.push(position);
    const parts = known.map((it) => it.name);
    const { group = "", version = "", kind = "" } = target;
    return { target: { group, version, kind }, spec, parts };
  });
  return { fields, fork };
}

function forkAt(fork: Fork, parts: readonly Part[]): Fork {
  let it = fork;
  for (const { name, isWrong } of parts) {
    // What is no name of a field ends the build where it is looked for.
    if (isWrong) break;
    const next = it.next.get(name) ?? emptyFork();
    it.next.set(name, next);
    it = next;
  }
  return it;
}

const emptyFork = (): Fork => ({ ends: [], next: new Map() });

interface Spec {
  readonly target: NameReference;
  readonly spec: FieldSpec;
  readonly position: number;
}

/** All specs that may be for a kind, in their order. */
function specsByKind(references: readonly NameReference[]) {
  const byKind = new Map<string, Spec[]>();
  let position = 0;
  for (const target of references) {
    for (const spec of target.fieldSpecs) {
      const { kind = "" } = spec;
      const known = byKind.get(kind);
      const it = { target, spec, position: position++ };
      if (known) known.push(it);
      else byKind.set(kind, [it]);
    }
  }
  const forAll = byKind.get("") ?? [];
  return (kind: string): readonly Spec[] => {
    const own = kind === "" ? [] : (byKind.get(kind) ?? []);
    return [...own, ...forAll].sort((a, b) => a.position - b.position);
  };
}
