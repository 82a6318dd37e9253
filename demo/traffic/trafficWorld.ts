import type { MetricAnswer, WebhookAnswer } from "../../server/engine/canary/call.ts";
import type { Canary, MetricEntry, Webhook } from "../../server/engine/canary/canary.ts";
import type { Flags } from "../../server/engine/canary/flags.ts";
import { field, type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import { metricsProvider, observerFor } from "../../server/engine/canary/metrics/observerFor.ts";
import type { World } from "../../server/engine/canary/world.ts";
import type { Inside } from "../apiserver/inside.ts";
import { liveReading } from "../controllers/flagger/liveReading.ts";
import { type Measured, measured } from "./measured.ts";
import type { Traffic } from "./traffic.ts";

/** What answers the Flagger of a demo cluster: the workloads as they stand, and metrics from what runs in them. */
export function trafficWorld(
  canary: Omit<Canary, "status">,
  flags: Pick<Flags, "meshProvider">,
  traffic: Traffic,
  inside: Inside,
  now: Date,
): World {
  const { analysis, target } = canary.spec;
  const scale = observerFor(metricsProvider({ canary, flags })).scale;
  const workload = inside.get({
    apiVersion: "apps/v1",
    kind: target.kind,
    namespace: canary.namespace,
    name: target.name,
  });
  const measuredAnswer = (name: string): MetricAnswer => {
    const entry = analysis?.metrics.find((it) => it.name === name);
    const what = workload && measured(workload, inside);
    return answerFrom(what, entry, name, inside, canary.namespace);
  };
  return {
    workload: (_, { object }) => liveReading(object, now.getTime() / 1000),
    metric: (key, _tick, _nth, name = key) => {
      if (key === "vector(1)") return 1;
      const said = traffic.override(canary, name);
      const answer = said === undefined ? measuredAnswer(name) : said;
      const isInSeconds = scale === 1000 && name === "request-duration";
      return isInSeconds && typeof answer === "number" ? answer / 1000 : answer;
    },
    webhook: (name) => {
      const hook = analysis?.webhooks.find((it) => it.name === name);
      return hook ? answerOf(hook, canary, traffic) : { status: 200 };
    },
    gatewayLag: () => 0,
  };
}

/** A number, or no values: nobody answers, or the metric is none that the pods tell of. */
function answerFrom(
  what: Measured | undefined,
  entry: MetricEntry | undefined,
  name: string,
  inside: Inside,
  namespace: string,
): MetricAnswer {
  if (!what) return null;
  if (name === "request-success-rate") return what.success;
  if (name === "request-duration") return what.latency;
  const words = [name, entry?.template?.name, queryOf(entry, inside, namespace)].join(" ");
  if (/success/i.test(words)) return share(what.success, entry);
  if (/error|fail|5xx|not-?found|404/i.test(words)) return share(100 - what.success, entry);
  if (/latenc|duration|p9\d|response-time/i.test(words)) return duration(what.latency, entry);
  return null;
}

function queryOf(entry: MetricEntry | undefined, inside: Inside, namespace: string): string {
  if (!entry?.template) return entry?.query ?? "";
  const template = inside.get({
    apiVersion: "flagger.app/v1beta1",
    kind: "MetricTemplate",
    namespace: entry.template.namespace || namespace,
    name: entry.template.name,
  });
  return stringOf(field(template as JsonObject | undefined, "spec", "query"));
}

/** In percent, or as a part of one where the bounds of the metric are of that size. */
function share(percent: number, entry: MetricEntry | undefined): number {
  const { min, max } = entry?.thresholdRange ?? {};
  const isOfOne = (min ?? max) !== undefined && Math.max(min ?? 0, max ?? 0) <= 1;
  return isOfOne ? percent / 100 : percent;
}

/** In milliseconds, or in seconds where the bounds of the metric are of that size. */
function duration(milliseconds: number, entry: MetricEntry | undefined): number {
  const { min, max } = entry?.thresholdRange ?? {};
  const bound = max ?? min;
  return bound !== undefined && bound < 10 ? milliseconds / 1000 : milliseconds;
}

/**
 * The load tester answers for every webhook. Its gates are closed until somebody opens them, and a hook that asks for a
 * roll-back is told no; `/gate/halt` is always closed, `/gate/approve` always open.
 */
function answerOf(hook: Webhook, canary: Omit<Canary, "status">, traffic: Traffic): WebhookAnswer {
  const path = hook.url.replace(/^[a-z]+:\/\/[^/]*/i, "").replace(/[?#].*$/, "");
  const isOpen =
    hook.type === "rollback"
      ? traffic.isOpen("rollback", canary)
      : path.endsWith("/gate/check")
        ? traffic.isOpen("gate", canary)
        : !path.endsWith("/gate/halt");
  return isOpen ? { status: 200 } : { status: 403, body: "Forbidden" };
}
