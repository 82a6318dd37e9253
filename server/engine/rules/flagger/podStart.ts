import { field, isObject, type Json, listOf, stringOf } from "../../canary/json.ts";
import type { Path } from "../../node.ts";
import { mayBePatched } from "../../patched.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import { objectOf } from "./objectOf.ts";

/** How long a workload gives its pods until they count as available. */
export interface PodStart {
  readonly seconds: number;
  /** What takes that long, as the beginning of a sentence. */
  readonly says: string;
  readonly at: Path;
  /** `progressDeadlineSeconds` of the workload itself, where it is written. */
  readonly deadline: number | undefined;
}

/**
 * The longest start that the probes allow (startup probes) or demand (delays, minReadySeconds); `undefined` where
 * nothing says so, or it may still be patched. Defaults as in the API of Kubernetes.
 *
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
 */
export function startOf(workload: Resource, view: View): PodStart | undefined {
  if (mayBePatched(workload, view, ["containers", "Probe", "Seconds"])) return undefined;
  const spec = objectOf(workload, view).spec;
  const ready = seconds(spec, "minReadySeconds", 0) ?? 0;
  const starts: Start[] = listOf(field(spec, "template", "spec", "containers")).flatMap(
    (it, index) => [
      ...startupOf(it, [...CONTAINERS, index], workload),
      ...delayOf(it, [...CONTAINERS, index], workload),
    ],
  );
  if (ready > 0) {
    const says = `Pods of ${workload.kind} ${workload.name} count as available after minReadySeconds ${ready}`;
    starts.push({ seconds: ready, says, at: ["spec", "minReadySeconds"] });
  }
  const [longest] = starts.toSorted((a, b) => b.seconds - a.seconds);
  const deadline = field(spec, "progressDeadlineSeconds");
  return longest && { ...longest, deadline: typeof deadline === "number" ? deadline : undefined };
}

type Start = Omit<PodStart, "deadline">;

const CONTAINERS: Path = ["spec", "template", "spec", "containers"];

function* startupOf(container: Json, at: Path, { kind, name }: Resource): Generator<Start> {
  const probe = field(container, "startupProbe");
  if (!isObject(probe)) return;
  const delay = seconds(probe, "initialDelaySeconds", 0);
  const period = seconds(probe, "periodSeconds", 10);
  const times = seconds(probe, "failureThreshold", 3);
  if (delay === undefined || period === undefined || times === undefined) return;
  const total = delay + period * times;
  yield {
    seconds: total,
    says: `The startup probe of ${kind} ${name} gives its container ${stringOf(field(container, "name"))} up to ${total} s to start`,
    at: [...at, "startupProbe"],
  };
}

function* delayOf(container: Json, at: Path, { kind, name }: Resource): Generator<Start> {
  const delay = seconds(field(container, "readinessProbe"), "initialDelaySeconds", 0);
  if (!delay) return;
  yield {
    seconds: delay,
    says: `Pods of ${kind} ${name} are not asked whether they are ready before ${delay} s`,
    at: [...at, "readinessProbe", "initialDelaySeconds"],
  };
}

/** `undefined` where something else than a number stands there. */
function seconds(of: Json | undefined, name: string, otherwise: number): number | undefined {
  const value = field(of, name) ?? otherwise;
  return typeof value === "number" ? value : undefined;
}
