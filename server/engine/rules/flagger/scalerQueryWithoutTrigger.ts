import { field, listOf, stringOf } from "../../canary/json.ts";
import { nearest } from "../../nearest.ts";
import { mappingOf, at as nodeAt } from "../../node.ts";
import { treeOf } from "../../resource.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleScalers } from "./exampleScalers.ts";
import { isCanary } from "./requestMatch.ts";
import { scalerOf } from "./scalerOf.ts";

const { canary, deployment, scaledObject } = exampleScalers;

const query = `sum(rate(orders_total{deployment="orders"}[1m]))
    `;

const reference = (trigger: string) => `        autoscalerRef:
          apiVersion: keda.sh/v1alpha1
          kind: ScaledObject
          name: orders
          primaryScalerQueries:
            ${trigger}: sum(rate(orders_total{deployment="orders-primary"}[1m]))
`;

/** Queries find their trigger by its name. flagger.md §3.4, §6.7 H05 */
export const scalerQueryWithoutTrigger: Rule = {
  code: "scaler-query-without-trigger",
  severity: "warning",
  title: "Query of the primary for a trigger that is not there",
  explanation:
    "primaryScalerQueries gives queries to triggers of the ScaledObject by their name. A query for a name that no trigger has is passed over, and as soon as the field is there Flagger changes no other query either, so the primary scales by the query of the target. Give the trigger that name.",
  link: "https://docs.flagger.app/tutorials/keda-scaledobject",
  examples: {
    wrong: `${canary(`${reference("prometheus")}            #<- scaler-query-without-trigger
`)}${deployment}${scaledObject}${query}`,
    right: `${canary(reference("requests"))}${deployment}${scaledObject}${query}`,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const reading = canaryOf(resource, view);
    const at = ["spec", "autoscalerRef", "primaryScalerQueries"];
    if (!reading.has(at) || !reading.isSettled(at)) return;
    const scaler = scalerOf(reading, view);
    if (scaler?.resource.kind !== "ScaledObject") return;
    const names = listOf(field(scaler.object, "spec", "triggers")).map((it) =>
      stringOf(field(it, "name")),
    );
    for (const { key } of mappingOf(nodeAt(treeOf(resource), at))?.entries ?? []) {
      if (names.includes(key.text)) continue;
      const named = names.filter((it) => it !== "");
      const near = nearest(key.text, named);
      yield {
        at: [...at, key.text],
        on: "key",
        message: `No trigger of ScaledObject ${scaler.resource.name} is called "${key.text}"${named.length === 0 ? ", for none has a name" : ""}, so this query is passed over and the primary scales by that of the target.${near ? ` Did you mean "${near}"?` : " Give the trigger that name."}`,
        related: [
          { resource: scaler.resource, at: ["spec", "triggers"], message: "Its triggers." },
        ],
        fixes: near
          ? [
              {
                title: `Rename to "${near}"`,
                changes: [
                  { type: "replace", resource, at: [...at, key.text], on: "key", text: near },
                ],
                preferred: true,
              },
            ]
          : [],
      };
    }
  },
};
