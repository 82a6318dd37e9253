import { field, isObject, type Json } from "../../canary/json.ts";
import { findsFact } from "../../facts.ts";
import { nameOf } from "../../identity.ts";
import type { Path } from "../../node.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { neighboursAmong } from "./neighboursAmong.ts";
import { objectOf } from "./objectOf.ts";
import { isCanary } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";
import { type Workload, workloadOf } from "./workload.ts";

/** Pods of the primary carry another value of the label. flagger.md §3.1, §3.2, §6.4 T07 */
export const selectorLeftBehind: Rule = {
  code: "selector-left-behind",
  severity: "warning",
  title: "Selector that finds no pod after the first rollout",
  explanation:
    "Once a Canary is initialised, its target has no pods, and those of the primary carry the label by which Flagger tells them apart with -primary at the end of its value. A Service or PodDisruptionBudget of yours that selects by the old value finds nothing any more but the canary during a rollout. Select by another label that both have, or by the value of the primary.",
  link: "https://docs.flagger.app/faq#label-selectors",
  examples: {
    wrong: `${examplePieces.canary}
        #                                                         ^^^^^^ selector-left-behind
        provider: linkerd
        service: { port: 80, targetPort: http }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---${examplePieces.deployment}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: { name: orders, namespace: shop }
      spec: { minAvailable: 1, selector: { matchLabels: { app: orders } } }
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80, targetPort: http }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---${examplePieces.deployment}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: { name: orders, namespace: shop }
      spec: { minAvailable: 1, selector: { matchLabels: { app: orders-primary } } }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const { targetReference } = canary;
    const workload = targetReference && workloadOf(canary, view);
    if (!targetReference || !workload?.label) return;
    const { key, value } = workload.label;
    for (const { resource: it, at } of selecting(canary, workload, view)) {
      yield {
        at: targetReference.path,
        message: `${it.kind} ${it.name} selects by "${key}: ${value}", which pods of the primary do not have: theirs is "${value}-primary". ${it.kind === "Service" ? "It will have no endpoints" : "It will protect nothing"} but during a rollout. Select by another label, or by "${key}: ${value}-primary".`,
        related: [{ resource: it, at, message: `The selector of ${nameOf(it)}.` }],
      };
    }
  },
};

interface Selecting {
  readonly resource: Resource;
  readonly at: Path;
}

/** Who selects pods of the target by the label in question, what Flagger makes itself left out. */
function selecting(canary: CanaryReading, workload: Workload, view: View): readonly Selecting[] {
  const { resource, apex } = canary;
  const own = [apex, `${apex}-primary`, `${apex}-canary`];
  const { key, value } = workload.label ?? { key: "", value: "" };
  const finding = neighboursAmong(resource, view.withFact(findsFact(key, value)), view);
  const services = finding
    .filter((it) => it.kind === "Service" && !own.includes(it.name))
    .map((it) => ({ resource: it, at: ["spec", "selector"] }));
  const budgets = finding
    .filter((it) => it.kind === "PodDisruptionBudget")
    .map((it) => ({ resource: it, at: ["spec", "selector", "matchLabels"] }));
  return [...services, ...budgets].filter(
    ({ resource: it, at }) =>
      isSettled(it, view, at) &&
      field(objectOf(it, view), "spec", "selector", "matchExpressions") === undefined &&
      selects(field(objectOf(it, view), ...at), workload),
  );
}

function selects(selector: Json | undefined, { label, podLabels }: Workload): boolean {
  if (!label || !isObject(selector) || selector[label.key] !== label.value) return false;
  return Object.entries(selector).every(([key, value]) => podLabels[key] === value);
}
