import type { BuiltObject } from "../kustomize/built.ts";
import { idOf, originalIdOf, printId } from "../kustomize/id.ts";
import { printObject } from "../kustomize/print.ts";
import { attempt, type BuildError } from "../kustomize/stop.ts";
import { fieldOf } from "../kustomize/tree.ts";
import type { Node } from "../node.ts";
import type { Rendering, RenderingName } from "../rendering.ts";
import { REDACTED, redacted, secretsIn } from "./secrets.ts";

/** How what a build gives differs between two moments. */
export interface BuildDifference {
  readonly name: RenderingName;
  /** A build that was not there before is `added`. */
  readonly change: Change;
  /** In the order in which they are printed, those that are no more first. */
  readonly objects: readonly ObjectDifference[];
  /** Why the build gives nothing at one of the moments. */
  readonly errorBefore: BuildError | undefined;
  readonly errorAfter: BuildError | undefined;
}

export type Change = "added" | "removed" | "changed";

export interface ObjectDifference {
  readonly change: Change;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Empty where the object says none. */
  readonly namespace: string;
  readonly name: string;
  /** As printed, with the values of Secrets masked; empty where there is no such object. */
  readonly before: string;
  readonly after: string;
}

/**
 * The difference between a build at two moments; `undefined` where there is none. Objects are the same when group,
 * kind, namespace and name are, generated ones also when only the hash of their contents is another.
 */
export function differenceOf(
  before: Rendering | undefined,
  after: Rendering | undefined,
): BuildDifference | undefined {
  const name = (after ?? before)?.name;
  if (!name) return undefined;
  const old = printedObjects(before);
  const now = printedObjects(after);
  const failed = old.error !== undefined || now.error !== undefined;
  if (failed && old.error?.message === now.error?.message) return undefined;
  const objects = failed ? [] : objectsBetween(old.objects, now.objects);
  const change = !before ? "added" : !after ? "removed" : "changed";
  if (change === "changed" && objects.length === 0 && !failed) return undefined;
  return { name, change, objects, errorBefore: old.error, errorAfter: now.error };
}

interface Printed {
  readonly object: BuiltObject;
  /** As it may be shown. */
  readonly node: Node;
  /** As it is: only to be compared. */
  readonly text: string;
}

interface Side {
  readonly objects: readonly Printed[];
  readonly error: BuildError | undefined;
}

function printedObjects(rendering: Rendering | undefined): Side {
  const { objects = [], error } = rendering ?? {};
  if (error) return { objects: [], error };
  const secrets = secretsIn(objects);
  const printed = attempt(() =>
    objects.map((object) => ({
      object,
      node: redacted(object, secrets),
      text: printObject(object.node),
    })),
  );
  return "error" in printed
    ? { objects: [], error: printed.error }
    : { objects: printed.value, error: undefined };
}

function objectsBetween(
  before: readonly Printed[],
  after: readonly Printed[],
): readonly ObjectDifference[] {
  const partners = pair(before, after);
  const paired = new Set(partners.values());
  return [
    ...before.filter((it) => !paired.has(it)).map((it) => difference(it, undefined)),
    ...after.flatMap((it) => {
      const old = partners.get(it);
      return old?.text === it.text ? [] : [difference(old, it)];
    }),
  ];
}

/** By the newer one, the older one that it was. */
function pair(
  before: readonly Printed[],
  after: readonly Printed[],
): ReadonlyMap<Printed, Printed> {
  const partners = new Map<Printed, Printed>();
  for (const keyOf of [identityKey, generatedKey]) {
    const taken = new Set(partners.values());
    const known = new Map<string, Printed>();
    for (const it of before) {
      const key = taken.has(it) ? undefined : keyOf(it.object);
      if (key !== undefined) known.set(key, it);
    }
    for (const it of after) {
      const key = partners.has(it) ? undefined : keyOf(it.object);
      const old = key === undefined ? undefined : known.get(key);
      if (old) partners.set(it, old);
    }
  }
  return partners;
}

/** An object keeps its identity when it moves to another version of its group. */
const identityKey = (object: BuiltObject): string | undefined =>
  printId({ ...idOf(object), version: "" });

/** What a generated object was called before its hash, and where it is now. */
function generatedKey(object: BuiltObject): string | undefined {
  if (!object.began.generator) return undefined;
  const { name } = originalIdOf(object);
  const { namespace } = idOf(object);
  return printId({ ...idOf(object), version: "", name, namespace });
}

function difference(before: Printed | undefined, after: Printed | undefined): ObjectDifference {
  const { group, version, kind, namespace, name } = idOf(((after ?? before) as Printed).object);
  const change = !before ? "added" : !after ? "removed" : "changed";
  const shown = (it: Printed | undefined, other: Printed | undefined, when: string): string =>
    it ? printObject(told(it.node, it.object.node, other?.object.node, when)) : "";
  return {
    ...{ change, group, version, kind, namespace, name },
    before: shown(before, after, "before"),
    after: shown(after, before, "after"),
  };
}

/** A masked value that is another one at the other moment says so; otherwise the change would not be seen. */
function told(masked: Node, real: Node | undefined, other: Node | undefined, when: string): Node {
  if (masked.kind === "scalar") {
    if (masked.text !== REDACTED || other?.kind !== "scalar" || real?.kind !== "scalar") {
      return masked;
    }
    const text = `${REDACTED} (${when})`;
    return real.text === other.text ? masked : { ...masked, text, value: text };
  }
  if (masked.kind === "sequence") {
    const items = masked.items.map(
      (it, index) => it && told(it, itemOf(real, index), itemOf(other, index), when),
    );
    return { ...masked, items };
  }
  if (masked.kind !== "mapping") return masked;
  const entries = masked.entries.map(({ key, value }) => ({
    key,
    value: value && told(value, fieldOf(real, key.text), fieldOf(other, key.text), when),
  }));
  return { ...masked, entries };
}

const itemOf = (node: Node | undefined, index: number): Node | undefined =>
  node?.kind === "sequence" ? node.items[index] : undefined;
