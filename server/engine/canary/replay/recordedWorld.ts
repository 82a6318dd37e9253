import type { MetricAnswer } from "../call.ts";
import { field, type JsonObject, numberOf } from "../json.ts";
import { metricsProvider, observerName } from "../metrics/observerFor.ts";
import { isBuiltIn } from "../metrics/observers.ts";
import { FOR_ALL } from "../metrics/prometheus.ts";
import { readCanary } from "../readCanary.ts";
import type { WorkloadReading } from "../reading.ts";
import { isScaledToZero } from "../scaledToZero.ts";
import type { SeenWorkload, World } from "../world.ts";
import type { RecordedTick, Recording } from "./recording.ts";

/** The address of the recorder, which answers for everybody. */
export const RECORDER = "http://recorder";

/** What answered Flagger while a rollout was recorded. */
export function recordedWorld(recording: Recording): World {
  const ticks = new Map(recording.ticks.map((it) => [it.tick, it]));
  const unreachable = unreachableWebhooks(recording);
  const unlisted = unlistedMetric(recording);
  const isServerUnreachable = unreachableServer(recording);
  return {
    workload: (which, seen) => readingOf(ticks.get(seen.tick), which, seen),
    metric: (key, _tick, nth, name) => {
      if (name === FOR_ALL) return 1;
      if (isServerUnreachable(name)) return { status: 0 };
      const answers = recording.metrics.get(key);
      return answers && answers.length > 0 ? nthOf(answers, nth) : unlisted(key, nth);
    },
    webhook: (name, _tick, nth) => {
      const answers = recording.webhooks.get(name);
      if (answers && answers.length > 0) return nthOf(answers, nth);
      return { status: unreachable.has(name) ? 0 : 200 };
    },
    gatewayLag: (tick) => lagAt(recording, tick),
  };
}

/** Successive questions take successive answers; the last one repeats. */
const nthOf = <Answer>(answers: readonly Answer[], nth: number): Answer =>
  answers[Math.min(nth, answers.length - 1)] as Answer;

/** What nobody listed is healthy: 100, or 0.1 for a duration in seconds. */
function unlistedMetric(recording: Recording): (key: string, nth: number) => MetricAnswer {
  const object = canaryIn(recording);
  const canary = object && readCanary(object);
  const isInSeconds =
    canary !== undefined &&
    observerName(metricsProvider({ canary, flags: recording.flags })) === "http";
  return (key, nth) => {
    if (key === "request-duration") return isInSeconds ? 0.1 : 100;
    if (key !== ONLINE) return 100;
    // The recorder plays a server of the Canary's own as one that is just starting.
    return nth === 0 ? { status: 503, body: "starting" } : 1;
  };
}

/** The query that asks whether a Prometheus is there. */
const ONLINE = "vector(1)";

const canaryIn = ({ objects, canary }: Recording): JsonObject | undefined =>
  objects.find((it) => it.kind === "Canary" && field(it, "metadata", "name") === canary.name);

/** Is a metric asked of a Prometheus of the Canary's own at an address other than the recorder's? */
function unreachableServer(recording: Recording): (metric: string) => boolean {
  const object = canaryIn(recording);
  const spec = object && readCanary(object).spec;
  const server = spec?.metricsServer ?? "";
  if (server === "" || server.startsWith(RECORDER)) return () => false;
  const templated = spec?.analysis?.metrics.filter((it) => it.template && !isBuiltIn(it.name));
  const names = new Set(templated?.map((it) => it.name));
  return (metric) => !names.has(metric);
}

/** Webhooks at addresses other than the recorder's. */
function unreachableWebhooks(recording: Recording): ReadonlySet<string> {
  const object = canaryIn(recording);
  const webhooks = (object && readCanary(object).spec.analysis?.webhooks) ?? [];
  return new Set(webhooks.filter((it) => !it.url.startsWith(RECORDER)).map((it) => it.name));
}

function readingOf(
  tick: RecordedTick | undefined,
  which: "target" | "primary",
  seen: SeenWorkload,
): WorkloadReading {
  const read = tick?.finalizer ? undefined : tick?.reads[which];
  return read ?? settled(seen.object);
}

/** A workload that has got everything it wants: what the finalizer waits for, which is not recorded. */
function settled(object: JsonObject): WorkloadReading {
  if (object.kind === "DaemonSet") {
    const pods = isScaledToZero(object) ? 0 : 1;
    const counts = { desired: pods, updated: pods, available: pods };
    return { ...SEEN, ...counts, scaledToZero: pods === 0 };
  }
  const replicas = numberOf(field(object, "spec", "replicas"));
  return { ...SEEN, specReplicas: replicas, replicas, updated: replicas, available: replicas };
}

const SEEN = { generation: 1, observedGeneration: 1 };

function lagAt({ edits }: Recording, tick: number): number {
  const lags = edits.filter((it) => it.gatewayLag !== undefined && it.afterTick < tick);
  return lags.at(-1)?.gatewayLag ?? 0;
}
