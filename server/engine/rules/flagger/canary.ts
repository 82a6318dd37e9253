import { field, isObject, type Json, type JsonObject, listOf } from "../../canary/json.ts";
import { memo } from "../../memo.ts";
import type { Path } from "../../node.ts";
import { namespacesOf } from "../../reach.ts";
import type { Reference } from "../../references/read.ts";
import type { Resource } from "../../resource.ts";
import { type Resolution, resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import { objectOf } from "./objectOf.ts";
import { type Provider, providerOf } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";

/** How Flagger rolls out, by `match` and `iterations` alone: provider `kubernetes` makes `weights` Blue/Green. §1.3 */
export type Strategy = "a/b" | "blue/green" | "weights";

/**
 * A Canary as its rules read it. Paths count from the root of the object, as those of findings do; what is of another
 * type than asked for is read as absent, and so is what may still change on the way to the cluster (`isSettled`).
 */
export interface CanaryReading {
  readonly resource: Resource;
  readonly spec: JsonObject;
  /** `{}` where it is absent or no mapping, as `service` is. */
  readonly analysis: JsonObject;
  readonly service: JsonObject;
  /** Has it a target and an analysis? Fragments of documentation have not, and nothing is missing in them. */
  readonly isWhole: boolean;
  readonly isSettled: (path: Path) => boolean;
  /** Does something stand there, whatever it is? `null` is nothing. */
  readonly has: (path: Path) => boolean;
  readonly numberAt: (path: Path) => number | undefined;
  readonly textAt: (path: Path) => string | undefined;
  readonly listAt: (path: Path) => readonly Json[];
  /** As written: whether its values are settled is to be asked of each. */
  readonly mapAt: (path: Path) => JsonObject;
  /** `undefined` where what decides it is not settled, or there is no analysis. */
  readonly strategy: () => Strategy | undefined;
  /** `spec.provider`, else Flagger's flag with its place; `undefined` where it is not known. */
  readonly provider: () => Provider | undefined;
  readonly targetName: string | undefined;
  /** `service.name`, else the name of the target. */
  readonly apex: string | undefined;
  /** `undefined` where it is not known, or differs between those that apply it. */
  readonly namespace: () => string | undefined;
  readonly targetReference: Reference | undefined;
  /** The workloads that may be meant, those of other builds of one cluster included; none where it is not known. */
  readonly targets: () => readonly Resource[];
}

/** Read once for each check of a document, whichever rules ask. */
export function canaryOf(resource: Resource, view: View): CanaryReading {
  const known = readings(view);
  let found = known.get(resource);
  if (!found) {
    found = reading(resource, view);
    known.set(resource, found);
  }
  return found;
}

const readings = memo((_: View) => new WeakMap<Resource, CanaryReading>());

function reading(resource: Resource, view: View): CanaryReading {
  const object = objectOf(resource, view);
  const spec = objectAt(object, "spec");
  const analysis = objectAt(spec, "analysis");
  const service = objectAt(spec, "service");
  const settled = byPath((path: Path) => isSettled(resource, view, path));
  const valueAt = (path: Path) => (settled(path) ? valueIn(object, path) : undefined);
  const targetName = textIn(valueAt(["spec", "targetRef", "name"]));
  const targetReference = resource.references.find((it) => it.row.code === TARGET);
  return {
    resource,
    spec,
    analysis,
    service,
    isWhole: isObject(spec.targetRef) && isObject(spec.analysis),
    isSettled: settled,
    has: (path) => (valueIn(object, path) ?? null) !== null,
    numberAt: (path) => numberIn(valueAt(path)),
    textAt: (path) => textIn(valueAt(path)),
    listAt: (path) => listOf(valueAt(path)),
    mapAt: (path) => objectIn(valueIn(object, path)),
    strategy: once(() => strategyOf(spec, analysis, settled)),
    provider: once(() => (settled(["spec", "provider"]) ? providerOf(resource, view) : undefined)),
    targetName,
    apex: settled(["spec", "service", "name"]) ? textIn(service.name) || targetName : undefined,
    namespace: once(() => only(namespacesOf(resource, view))),
    targetReference,
    targets: once(() => objectsOf(targetReference && resolve(view, resource, targetReference))),
  };
}

const TARGET = "canary-target-missing";

const objectsOf = (resolution: Resolution | undefined): readonly Resource[] =>
  resolution?.type === "objects" ? resolution.resources : [];

function strategyOf(
  spec: JsonObject,
  analysis: JsonObject,
  settled: (path: Path) => boolean,
): Strategy | undefined {
  if (!isObject(spec.analysis)) return undefined;
  if (!settled(["spec", "analysis", "iterations"])) return undefined;
  if (!settled(["spec", "analysis", "match"])) return undefined;
  const iterations = numberIn(analysis.iterations) ?? 0;
  if (iterations <= 0) return "weights";
  return listOf(analysis.match).length > 0 ? "a/b" : "blue/green";
}

const objectAt = (it: JsonObject, key: string): JsonObject => objectIn(field(it, key));

const objectIn = (it: Json | undefined): JsonObject => (isObject(it) ? it : {});

function valueIn(object: JsonObject, path: Path): Json | undefined {
  let it: Json | undefined = object;
  for (const step of path) it = typeof step === "number" ? listOf(it)[step] : field(it, step);
  return it;
}

const numberIn = (it: Json | undefined): number | undefined =>
  typeof it === "number" && Number.isFinite(it) ? it : undefined;

const textIn = (it: Json | undefined): string | undefined =>
  typeof it === "string" ? it : undefined;

function only(names: ReadonlySet<string> | undefined): string | undefined {
  const [first] = names ?? [];
  return names?.size === 1 ? first : undefined;
}

function once<T>(derive: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => {
    found ??= { value: derive() };
    return found.value;
  };
}

/** Answers by the text of a path: rules ask for the same few. */
function byPath(derive: (path: Path) => boolean): (path: Path) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    const key = path.join("/");
    let found = known.get(key);
    if (found === undefined) {
      found = derive(path);
      known.set(key, found);
    }
    return found;
  };
}
