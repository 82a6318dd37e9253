import type { Call } from "./call.ts";
import type { Canary } from "./canary.ts";
import type { Flags } from "./flags.ts";
import type { JsonObject } from "./json.ts";
import type { LiveCluster } from "./liveCluster.ts";
import { FOR_ALL } from "./metrics/prometheus.ts";
import { keyOf } from "./objectKey.ts";
import type { WorkloadReading } from "./reading.ts";
import { routerFor } from "./routers/all.ts";
import type { Failure } from "./routing.ts";
import type { Run } from "./run.ts";
import type { CanaryStatus } from "./status.ts";
import { scalerFor } from "./workloads/scalerFor.ts";
import { targetFor } from "./workloads/targetFor.ts";
import type { PodsChange, World } from "./world.ts";

/** What a tick has at hand, before it does anything. */
export interface Opening {
  readonly tick: number;
  readonly at: number;
  readonly flags: Flags;
  readonly canary: Canary;
  readonly cluster: LiveCluster;
  readonly world: World;
  /** How often each metric and webhook was asked before. */
  readonly asked: ReadonlyMap<string, number>;
  readonly calls: Call[];
}

/** A tick at work, and what it leaves. */
export interface OpenRun extends Run {
  readonly asked: () => ReadonlyMap<string, number>;
  readonly panicked: () => Failure | undefined;
  /** Gives the run its selector label and ports, once they are known. */
  readonly label: Run["label"];
  readonly setMetadata: (metadata: Pick<Run, "label" | "ports">) => void;
}

export function openRun({ asked, calls, ...given }: Opening): OpenRun {
  const { canary, flags, cluster, world, tick } = given;
  const { spec } = canary;
  const provider = spec.provider === "" ? flags.meshProvider : spec.provider;
  let memory = canary.status;
  let written = canary.status;
  let hasWritten = false;
  let counts: Map<string, number> | undefined;
  let panicked: Failure | undefined;
  const workloads = workloadsOf(canary, cluster);
  const readings: { target?: WorkloadReading; primary?: WorkloadReading } = {};

  function read(which: "target" | "primary"): WorkloadReading | undefined {
    const object = workloads.find(which);
    if (!object) return undefined;
    const changed = cluster.changedAt(workloads.key(which)) ?? LONG_AGO;
    const lastTransition = canary.status.lastTransitionTime;
    return world.workload(which, { tick, at: given.at, object, changed, lastTransition });
  }

  const next = (key: string): number => {
    counts ??= new Map(asked);
    const nth = counts.get(key) ?? 0;
    counts.set(key, nth + 1);
    return nth;
  };

  const say = (call: Call): void => {
    if (!panicked) calls.push(call);
  };

  const run: { -readonly [Key in keyof OpenRun]: OpenRun[Key] } = {
    ...given,
    provider,
    label: NO_LABEL,
    ports: NO_PORTS,
    target: targetFor(spec.target),
    scaler: scalerFor(spec.autoscaler),
    router: routerFor(provider),
    waits: spec.analysis !== undefined && !spec.skipAnalysis,
    say,
    status: () => memory,
    remember: (change) => {
      memory = { ...memory, ...change };
    },
    askMetric: (key, name, passes) => {
      const nth = name === FOR_ALL ? 0 : next(`metric ${key}`);
      return world.metric(key, tick, nth, name, passes);
    },
    askWebhook: (name) => world.webhook(name, tick, next(`webhook ${name}`)),
    reading: (which) => {
      const reading = readings[which] ?? read(which);
      if (reading) readings[which] = reading;
      return reading;
    },
    workload: workloads.find,
    written: () => written,
    base: () => (hasWritten ? written : memory),
    writeStatus: (status: CanaryStatus) => {
      written = status;
      hasWritten = true;
      say({ call: "status", status });
    },
    readAgain: () => {
      memory = written;
      hasWritten = false;
    },
    panic: (failure) => {
      panicked ??= failure;
    },
    asked: () => counts ?? asked,
    panicked: () => panicked,
    setMetadata: ({ label, ports }) => {
      run.label = label;
      run.ports = ports;
    },
  };
  return run;
}

/** Finds target and primary, and keeps them until the next write. */
function workloadsOf({ spec, namespace }: Canary, cluster: LiveCluster) {
  const kind = spec.target.kind === "DaemonSet" ? "DaemonSet" : "Deployment";
  const names = {
    target: { kind, name: spec.target.name },
    primary: { kind, name: `${spec.target.name}-primary` },
  };
  const found: { target?: JsonObject | undefined; primary?: JsonObject | undefined } = {};
  let writes = -1;
  return {
    key: (which: "target" | "primary") => keyOf(kind, namespace, names[which].name),
    find(which: "target" | "primary"): JsonObject | undefined {
      if (writes !== cluster.writes()) {
        found.target = cluster.find(names.target);
        found.primary = cluster.find(names.primary);
        writes = cluster.writes();
      }
      return found[which];
    },
  };
}

const NO_LABEL = { key: "", value: "" };
const NO_PORTS = {};

/** What stood before the rollout began. */
const LONG_AGO: PodsChange = {
  tick: Number.NEGATIVE_INFINITY,
  at: Number.NEGATIVE_INFINITY,
  fromZero: true,
};
