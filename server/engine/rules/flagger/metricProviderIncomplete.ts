import { field, isObject } from "../../canary/json.ts";
import { providerOf } from "../../canary/metrics/providers.ts";
import { isOpen } from "../../references/read.ts";
import type { Resource } from "../../resource.ts";
import { keysOf, resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import type { Finding, Rule } from "../rule.ts";
import { isMetricTemplate } from "./isMetricTemplate.ts";
import { objectOf } from "./objectOf.ts";
import { isSettled } from "./settled.ts";

/** What a provider is not given, it cannot be built without. flagger.md §5.7, §6.5 M24 */
export const metricProviderIncomplete: Rule = {
  code: "metric-provider-incomplete",
  severity: "error",
  title: "Metric provider without what it needs",
  explanation:
    "A MetricTemplate says how to reach its provider: an address or a region, and a Secret with the keys that this provider looks for. While one is missing, the provider cannot be built: each check of a metric that uses the template fails, and each rollout is rolled back.",
  link: "https://docs.flagger.app/usage/metrics",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: errors, namespace: shop }
      spec:
        provider:
          type: datadog
          secretRef: { name: datadog }
          #                  ^^^^^^^ metric-provider-incomplete
        query: avg:errors{app:{{ target }}}
      ---
      apiVersion: v1
      kind: Secret
      metadata: { name: datadog, namespace: shop }
      stringData: { api-key: example, application-key: example }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: errors, namespace: shop }
      spec:
        provider:
          type: datadog
          secretRef: { name: datadog }
        query: avg:errors{app:{{ target }}}
      ---
      apiVersion: v1
      kind: Secret
      metadata: { name: datadog, namespace: shop }
      stringData: { datadog_api_key: example, datadog_application_key: example }
    `,
  },
  judges: "builds",
  about: isMetricTemplate,
  *check(resource, view) {
    const provider = field(objectOf(resource, view), "spec", "provider");
    if (!isObject(provider) || typeof provider.type !== "string") return;
    if (!isSettled(resource, view, PROVIDER)) return;
    const { type } = provider;
    const { address, needsRegion, needsSecret } = providerOf(type);
    const isAddressed = address === "url" || address === "text";
    for (const it of [...(isAddressed ? ["address"] : []), ...(needsRegion ? ["region"] : [])]) {
      if (provider[it]) continue;
      yield {
        at: PROVIDER,
        on: "key",
        message: `Provider ${type} needs ${it}; without it every check that uses this template fails. Add ${it}.`,
      };
    }
    if (needsSecret && !isObject(provider.secretRef)) {
      yield {
        at: PROVIDER,
        on: "key",
        message: `Provider ${type} needs a Secret with ${listed(type)}; without secretRef every check that uses this template fails.`,
      };
    }
    yield* secretFindings(resource, type, view);
  },
};

const PROVIDER = ["spec", "provider"];

const listed = (type: string): string =>
  providerOf(type)
    .keys.map((set) => set.join(" and "))
    .join(", or ");

/** A Secret that is here and has not the keys. */
function* secretFindings(resource: Resource, type: string, view: View): Generator<Finding> {
  const reference = resource.references.find((it) => it.path[2] === "secretRef");
  const { keys } = providerOf(type);
  if (!reference || keys.length === 0) return;
  const found = resolve(view, resource, reference);
  if (found.type !== "objects") return;
  const held = found.resources.map(keysOf);
  if (held.some((it) => it.length === 0 || it.some(isOpen))) return;
  if (held.some((have) => keys.some((set) => set.every((key) => have.includes(key))))) return;
  const [first] = found.resources;
  const [best = []] = keys
    .map((set) => ({ set, missing: set.filter((key) => !held[0]?.includes(key)) }))
    // What has one of two keys was meant to have both.
    .sort((a, b) => a.missing.length / a.set.length - b.missing.length / b.set.length)
    .map(({ missing }) => missing);
  yield {
    at: reference.path,
    message: `This Secret has no ${best.join(" and no ")}. Provider ${type} looks for ${listed(type)} in it, so every check that uses this template fails.`,
    related: first
      ? [
          {
            resource: first,
            at: ["metadata", "name"],
            message: `The keys of Secret ${first.name}.`,
          },
        ]
      : [],
  };
}
