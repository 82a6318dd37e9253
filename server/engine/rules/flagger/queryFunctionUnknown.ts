import { field, listOf, stringOf } from "../../canary/json.ts";
import { QUERY_FUNCTIONS } from "../../canary/metrics/model.ts";
import { render } from "../../canary/metrics/render.ts";
import { nearest } from "../../nearest.ts";
import type { Path } from "../../node.ts";
import { mayBePatched } from "../../patched.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { isMetricTemplate } from "./isMetricTemplate.ts";
import { listed } from "./listed.ts";
import { mayQueryChange } from "./metricsOf.ts";
import { objectOf } from "./objectOf.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/metrics/observers/render.go flagger.md §5.7 */
export const queryFunctionUnknown: Rule = {
  code: "query-function-unknown",
  severity: "error",
  title: "Query that asks for what Flagger does not offer",
  explanation:
    "A query is a Go template in which Flagger offers the functions name, namespace, target, service, ingress, route, interval and variables, written without a dot in front. Anything else fails: the query is never sent, the check counts as failed at every tick, and each rollout is rolled back.",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: error-rate, namespace: shop }
      spec:
        provider: { type: prometheus, address: "http://prometheus.monitoring:9090" }
        query: sum(rate(errors_total{app="{{ workload }}"}[1m])) or vector(0)
      #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ query-function-unknown
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: error-rate, namespace: shop }
      spec:
        provider: { type: prometheus, address: "http://prometheus.monitoring:9090" }
        query: sum(rate(errors_total{app="{{ target }}"}[1m])) or vector(0)
    `,
  },
  judges: "builds",
  about: (resource) => isMetricTemplate(resource) || isCanary(resource),
  *check(resource, view) {
    for (const { at, query } of queriesOf(resource, view)) {
      const found = query.includes("{{") && !mayQueryChange(query) ? complaint(query) : undefined;
      if (!found || mayBePatched(resource, view, ["metrics", "query"])) continue;
      yield {
        at,
        ...(query.includes("\n") ? { on: "key" as const } : {}),
        message:
          `${found.why}, so this query is never sent and each check with it fails. ${found.next}`.trim(),
      };
    }
  },
};

function queriesOf(
  resource: Resource,
  view: View,
): readonly { readonly at: Path; readonly query: string }[] {
  const spec = field(objectOf(resource, view), "spec");
  if (isMetricTemplate(resource)) {
    return [{ at: ["spec", "query"], query: stringOf(field(spec, "query")) }];
  }
  return listOf(field(spec, "analysis", "metrics")).map((it, index) => ({
    at: ["spec", "analysis", "metrics", index, "query"],
    query: stringOf(field(it, "query")),
  }));
}

/** What Flagger has against the template; `undefined` where that depends on the Canary, or nothing is wrong. */
function complaint(query: string): { readonly why: string; readonly next: string } | undefined {
  const rendered = render(query, modelFor(query));
  if (!("error" in rendered)) return undefined;
  const { error } = rendered;
  const unknown = /function "([^"]*)" not defined/.exec(error)?.[1];
  if (unknown !== undefined) {
    const near = nearest(unknown, FUNCTIONS);
    const next = near ? `Did you mean ${near}?` : `There are ${listed(FUNCTIONS)}.`;
    return { why: `Flagger has no {{ ${unknown} }} for queries`, next };
  }
  const dotted = /no entry for key "([^"]*)"/.exec(error)?.[1];
  if (dotted !== undefined) {
    const name = dotted.toLowerCase();
    const next = FUNCTIONS.includes(name) ? `Write ${name} without the dot.` : "";
    return { why: `What queries may use are functions, and .${dotted} is a field`, next };
  }
  const fault = /^template parsing failed: (?:template: tmpl:\d+: )?(.*)$/.exec(error)?.[1];
  return fault === undefined ? undefined : { why: `This is no template (${fault})`, next: "" };
}

const FUNCTIONS: readonly string[] = QUERY_FUNCTIONS.map((it) => it.name);

/** Any values will do; each variable that is asked for has one. */
const modelFor = (query: string) => ({
  name: "name",
  namespace: "namespace",
  target: "target",
  service: "service",
  ingress: "ingress",
  route: "route",
  interval: "1m",
  variables: Object.fromEntries(
    [...query.matchAll(/variables\.(\w+)/g)].map(([, key = ""]) => [key, key]),
  ),
});
