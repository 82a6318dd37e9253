import { field, isObject, type JsonObject, listOf, stringOf } from "../../canary/json.ts";
import { flaggerFlag } from "../../flagger.ts";
import { memo } from "../../memo.ts";
import { isOpen } from "../../references/read.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { CanaryReading } from "./canary.ts";
import { objectOf } from "./objectOf.ts";
import { isOpenInside } from "./openInside.ts";
import { isSettled } from "./settled.ts";
import { theOne } from "./theOne.ts";

/** The Deployment or DaemonSet that a Canary targets, as its rules read it. */
export interface Workload {
  readonly resource: Resource;
  readonly object: JsonObject;
  /** `spec.template.spec`. */
  readonly pod: JsonObject;
  readonly podLabels: JsonObject;
  /** Init containers left out. */
  readonly containers: readonly JsonObject[];
  /** The label by which Flagger tells primary from canary; `undefined` where it is not known. flagger.md §3.2 */
  readonly label: Label | undefined;
}

export interface Label {
  readonly key: string;
  readonly value: string;
}

/** `undefined` where it is not known, is no workload, or its pods may still be patched. */
export function workloadOf(canary: CanaryReading, view: View): Workload | undefined {
  const known = workloads(view);
  let found = known.get(canary);
  if (!found) {
    found = { workload: reading(canary, view) };
    known.set(canary, found);
  }
  return found.workload;
}

const workloads = memo(
  (_: View) => new WeakMap<CanaryReading, { readonly workload: Workload | undefined }>(),
);

function reading(canary: CanaryReading, view: View): Workload | undefined {
  const resource = theOne(canary.resource, canary.targets());
  if (resource?.group !== "apps") return undefined;
  if (!isSettled(resource, view, ["spec", "template"])) return undefined;
  const object = objectOf(resource, view);
  const pod = objectIn(field(object, "spec", "template", "spec"));
  const containers = listOf(pod.containers).filter(isObject);
  if (containers.some((it) => isOpenInside(it.ports))) return undefined;
  return {
    resource,
    object,
    pod,
    podLabels: objectIn(field(object, "spec", "template", "metadata", "labels")),
    containers,
    label: labelOf(resource, object, view),
  };
}

const objectIn = (it: Parameters<typeof isObject>[0]): JsonObject => (isObject(it) ? it : {});

/** Where Flagger's flag is not known, a selector with one label leaves no choice. */
function labelOf(resource: Resource, object: JsonObject, view: View): Workload["label"] {
  if (!isSettled(resource, view, ["spec", "selector", "matchLabels"])) return undefined;
  const labels = objectIn(field(object, "spec", "selector", "matchLabels"));
  const flag = flaggerFlag(view, "selectorLabels");
  const wanted = flag ? flag.text.split(",") : Object.keys(labels);
  if (!flag && wanted.length > 1) return undefined;
  const key = wanted.find((it) => Object.hasOwn(labels, it));
  const value = key === undefined ? "" : stringOf(labels[key]);
  return key === undefined || value === "" || isOpen(value) ? undefined : { key, value };
}
