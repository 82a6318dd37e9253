import type { MetricEntry } from "../canary.ts";
import type { Turn } from "../turn.ts";
import { ask, keyOf, metricsServer } from "./ask.ts";
import { metricAt } from "./metricAt.ts";
import { modelOf } from "./model.ts";
import { metricsProvider, observerFor } from "./observerFor.ts";
import { type BuiltInMetric, isBuiltIn, type Observer } from "./observers.ts";
import { render, textOf } from "./render.ts";
import { judge } from "./threshold.ts";
import type { MetricsVerdict } from "./verdict.ts";

/** Flagger's own window where a metric says none. */
const DEFAULT_INTERVAL = "1m";

/** The built-in query of a metric that has the name of one. */
export function checkBuiltIn(
  turn: Turn,
  index: number,
  revision: string | undefined,
): MetricsVerdict | undefined {
  const { canary } = turn;
  const metric = canary.spec.analysis?.metrics[index];
  if (!metric || !isBuiltIn(metric.name)) return undefined;
  const { name } = metric;
  const provider = metricsProvider(turn);
  const observer = observerFor(provider);
  const model = modelOf(canary, revision, metric.interval || DEFAULT_INTERVAL, metric.variables);
  const question = { metric: name, key: name, text: observer[name](model), lead: "\n" };
  const at = metricAt(canary, index);
  return ask(turn, metricsServer(turn), question, (outcome) => {
    if ("value" in outcome) {
      const isRate = name === "request-success-rate";
      const value = isRate ? outcome.value : outcome.value * observer.scale;
      return judge(isRate ? "success rate" : "duration", value, metric, canary, at);
    }
    const error = errorOf(name, outcome.error, observer);
    if (!outcome.isEmpty) {
      return {
        failed: `Prometheus query failed: ${error}`,
        why: { text: `Prometheus did not answer the query of ${name}.`, at },
      };
    }
    const traffic = `${canary.spec.target.name}.${canary.namespace} is not receiving traffic`;
    const detail = name === "request-success-rate" ? `: ${error}` : "";
    return {
      failed: `Halt advancement no values found for ${provider} metric ${name} probably ${traffic}${detail}`,
      why: { text: `${name} has no values: nothing was measured for this canary.`, at },
    };
  });
}

const errorOf = (name: BuiltInMetric, error: string, { prefix }: Observer): string =>
  (name === "request-success-rate" ? prefix : "running query failed: ") + error;

/** The `query` that stands in the Canary itself. */
export function checkInline(
  turn: Turn,
  index: number,
  revision: string | undefined,
): MetricsVerdict | undefined {
  const { canary } = turn;
  const metric = canary.spec.analysis?.metrics[index];
  if (!metric?.query) return undefined;
  const text = inlineQuery(turn, metric, revision);
  const key = keyOf(text, metric.name);
  const at = metricAt(canary, index);
  return ask(turn, metricsServer(turn), { metric: metric.name, key, text }, (outcome) => {
    if ("value" in outcome) return judge("other", outcome.value, metric, canary, at);
    const query = [...at, "query"];
    return outcome.isEmpty
      ? {
          failed: `Halt advancement no values found for metric: ${metric.name}`,
          why: { text: `The query of ${metric.name} has no values.`, at: query },
        }
      : {
          failed: `Prometheus query failed for ${metric.name}: ${outcome.error}`,
          why: { text: `Prometheus did not answer the query of ${metric.name}.`, at: query },
        };
  });
}

/** Flagger asks with an empty query where the template cannot be rendered. */
function inlineQuery(turn: Turn, metric: MetricEntry, revision: string | undefined): string {
  const interval = metric.interval || DEFAULT_INTERVAL;
  const rendered = render(metric.query, modelOf(turn.canary, revision, interval, metric.variables));
  return "error" in rendered ? "" : textOf(rendered);
}
