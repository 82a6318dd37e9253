import { field, isObject, listOf, stringOf } from "../../canary/json.ts";
import { isOpen } from "../../references/read.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleScalers } from "./exampleScalers.ts";
import { isCanary } from "./requestMatch.ts";
import { scalerOf } from "./scalerOf.ts";

const { canary, deployment, scaledObject } = exampleScalers;

const reference = (more: string) => `        autoscalerRef:
          apiVersion: keda.sh/v1alpha1
          kind: ScaledObject
          name: orders
${more}`;

const mark = `          #     ^^^^^^ scaler-query-ambiguous
`;

/** Flagger puts the primary into the query by replacing text. flagger.md §3.4, §6.7 H04 */
export const scalerQueryAmbiguous: Rule = {
  code: "scaler-query-ambiguous",
  severity: "warning",
  title: "Query of a ScaledObject that Flagger spoils",
  explanation:
    "For the ScaledObject of the primary Flagger takes the queries of the target's and replaces the name of the target by that of the primary wherever its letters stand, also inside longer words such as the name of a metric. The query then asks for something that is not there, and the primary does not scale. Write the query of the primary under primaryScalerQueries, by the name of its trigger.",
  link: "https://docs.flagger.app/tutorials/keda-scaledobject",
  examples: {
    wrong: `${canary(reference(mark))}${deployment}${scaledObject}sum(rate(orders_total{deployment="orders"}[1m]))
    `,
    right: `${canary(
      reference(`          primaryScalerQueries:
            requests: sum(rate(orders_total{deployment="orders-primary"}[1m]))
`),
    )}${deployment}${scaledObject}sum(rate(orders_total{deployment="orders"}[1m]))
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const reading = canaryOf(resource, view);
    const { targetName } = reading;
    const queries = ["spec", "autoscalerRef", "primaryScalerQueries"];
    if (!targetName || reading.textAt(["spec", "autoscalerRef", "kind"]) !== "ScaledObject") return;
    if (reading.has(queries)) return;
    const scaler = scalerOf(reading, view);
    for (const [index, trigger] of listOf(field(scaler?.object, "spec", "triggers")).entries()) {
      const query = isObject(trigger) ? stringOf(field(trigger, "metadata", "query")) : "";
      if (!scaler || isOpen(query) || !isInsideWord(query, targetName)) continue;
      const name = isObject(trigger) ? stringOf(trigger.name) : "";
      yield {
        at: ["spec", "autoscalerRef", "name"],
        message: `For the primary Flagger makes of the query of ${name ? `trigger "${name}"` : "this ScaledObject"}: ${replaced(query, targetName)}. Write what is meant under primaryScalerQueries${name ? `.${name}` : ", and give the trigger a name"}.`,
        related: [
          {
            resource: scaler.resource,
            at: ["spec", "triggers", index, "metadata", "query"],
            message: `"${targetName}" stands for something else here as well.`,
          },
        ],
      };
    }
  },
};

/** Does the name stand for something else: a part of a longer word that is not the name of a pod, or a namespace? */
function isInsideWord(query: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`[\\w-]${escaped}|${escaped}(\\w|-primary)|namespace=~?"${escaped}"`).test(
    query,
  );
}

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/scaled_object_reconciler.go */
const replaced = (query: string, name: string): string =>
  query
    .split(`${name}-canary`)
    .map((it) => it.replaceAll(name, `${name}-primary`))
    .join(`${name}-primary`)
    .replace(/\s+/g, " ");
