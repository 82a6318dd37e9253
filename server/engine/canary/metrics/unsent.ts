import type { Json } from "../json.ts";
import { hasControl } from "./controls.ts";
import { jsonMistake } from "./jsonMistake.ts";
import { prometheusRequest } from "./prometheus.ts";
import type { ProviderInput } from "./providers.ts";
import { providerOf } from "./providers.ts";
import { unsendable } from "./request.ts";

/** Why a provider refuses a query before it asks anybody; `undefined` where it asks. */
export function unsent(input: ProviderInput, query: string): string | undefined {
  const { type } = providerOf(input.type);
  if (type === "prometheus") return unsendable(prometheusRequest(input.address, query));
  if (type === "cloudwatch") return cloudwatchProblem(query);
  if (type === "keptn") return keptnProblem(query);
  return type === "externalmetrics" ? externalProblem(query) : undefined;
}

/** CloudWatch takes a list of data queries in JSON. */
function cloudwatchProblem(query: string): string | undefined {
  const mistake = jsonMistake(query);
  if (mistake !== undefined) return `error unmarshaling query: ${mistake}`;
  const list = JSON.parse(query) as Json;
  if (Array.isArray(list) || list === null) return undefined;
  const found =
    typeof list === "object" ? "object" : typeof list === "boolean" ? "bool" : typeof list;
  return `error unmarshaling query: json: cannot unmarshal ${found} into Go value of type []*cloudwatch.MetricDataQuery`;
}

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/metrics/providers/keptn.go */
function keptnProblem(query: string): string | undefined {
  const steps = query.toLowerCase().trim().split("/");
  if (steps.length < 3) {
    return "unexpected query format. query must be in the format <keptnmetric|analysis>/<namespace>/<resourceName>/<duration>/<arguments>";
  }
  return KEPTN_KINDS.has(steps[0] ?? "")
    ? undefined
    : "unexpected resource kind provided in the query. must be one of: ['keptnmetric', 'analysis']";
}

const KEPTN_KINDS: ReadonlySet<string> = new Set([
  "keptnmetric",
  "keptnmetrics",
  "analysis",
  "analyses",
]);

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/metrics/providers/externalmetrics.go */
function externalProblem(query: string): string | undefined {
  const form = "<namespace>/<metricName>?labelSelector=<urlencoded label selectors>";
  const problem = (what: string) => `error parsing metric query: ${what}`;
  // A line break at the end of the query is enough.
  if (hasControl(query) || /%(?![0-9A-Fa-f]{2})/.test(query.split("?")[0] ?? "")) {
    return problem(`malformed query string, expected ${form}, got ${query}`);
  }
  const steps = (query.split(/[?#]/)[0] ?? "").replace(/^\//, "").split("/");
  if (steps.length > 2) {
    return problem(`malformed query string, too many slashes, expected ${form}, got ${query}`);
  }
  return steps.at(-1) ? undefined : problem("metric name cannot be empty");
}
