import type { MetricAnswer } from "../call.ts";
import type { MetricEntry } from "../canary.ts";
import type { Turn } from "../turn.ts";
import { metricsServer } from "./ask.ts";
import { metricAt } from "./metricAt.ts";
import { metricTemplate } from "./metricTemplate.ts";
import { isBuiltIn } from "./observers.ts";
import { FOR_ALL, ONLINE_QUERY, prometheusRequest, readPrometheus } from "./prometheus.ts";
import { invalidAddress, type ProviderInput, providerOf } from "./providers.ts";
import { unsendable } from "./request.ts";
import type { MetricsVerdict } from "./verdict.ts";

/**
 * Are the providers of all metrics there? Asked while a Canary is initialised; the first that is not is what Flagger
 * says after `Error checking metric providers: `. Inline queries are not checked. flagger.md §5.6
 */
export function checkProviders(turn: Turn): MetricsVerdict | undefined {
  const metrics = turn.canary.spec.analysis?.metrics ?? [];
  for (const [index, metric] of metrics.entries()) {
    const verdict = isBuiltIn(metric.name)
      ? serverVerdict(turn)
      : templateVerdict(turn, metric, index);
    if (verdict) return verdict;
  }
  return undefined;
}

function serverVerdict(turn: Turn): MetricsVerdict | undefined {
  const own = turn.canary.spec.metricsServer;
  const invalid = own && invalidAddress("prometheus", own);
  const at = own ? ["spec", "metricsServer"] : [];
  if (invalid) {
    const failed = `error building Prometheus client for ${own} ${invalid}`;
    return { failed, why: { text: `metricsServer ${own} is no URL.`, at } };
  }
  const server = metricsServer(turn);
  const offline = offlineError(turn, server, own !== "");
  const text = `Prometheus at ${server.address} does not answer.`;
  return offline === undefined
    ? undefined
    : { failed: `prometheus not avaiable: ${offline}`, why: { text, at } };
}

function templateVerdict(
  turn: Turn,
  metric: MetricEntry,
  index: number,
): MetricsVerdict | undefined {
  const template = metricTemplate(turn, metric, metricAt(turn.canary, index));
  if (!template) return undefined;
  if ("problem" in template) return { failed: `metric ${template.problem}`, why: template.why };
  const { name, namespace, provider } = template;
  // The other services are taken to be there: what they answer to their own checks is not known here.
  if (providerOf(provider.type).type !== "prometheus") return undefined;
  const offline = offlineError(turn, provider, false);
  if (offline === undefined) return undefined;
  const text = `${provider.type} at ${provider.address} does not answer.`;
  const at = ["spec", "provider", "address"];
  return {
    failed: `${provider.type} in metric template ${name}.${namespace} not avaiable: ${offline}`,
    why: { text, object: { kind: "MetricTemplate", name }, at },
  };
}

/** @param isOwn only a server of the Canary's own can be seen to be asked; the others answer for all Canaries */
function offlineError(turn: Turn, server: ProviderInput, isOwn: boolean): string | undefined {
  const request = prometheusRequest(server.address, ONLINE_QUERY);
  const unsent = unsendable(request);
  if (unsent !== undefined) return `running query failed: ${unsent}`;
  const errorIn = (answer: MetricAnswer): string | undefined => {
    const outcome = readPrometheus(answer, request);
    if (!("value" in outcome)) return `running query failed: ${outcome.error}`;
    return outcome.value === 1 ? undefined : `value is not 1 for query: ${ONLINE_QUERY}`;
  };
  const answer = turn.askMetric(
    ONLINE_QUERY,
    isOwn ? "" : FOR_ALL,
    (it) => errorIn(it) === undefined,
  );
  if (isOwn) turn.say({ call: "query", metric: ONLINE_QUERY, text: ONLINE_QUERY, answer });
  return errorIn(answer);
}
