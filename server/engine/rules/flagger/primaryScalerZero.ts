import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleScalers } from "./exampleScalers.ts";
import { isCanary } from "./requestMatch.ts";

const { canary, deployment, scaledObject } = exampleScalers;

const query = `sum(rate(requests_total{deployment="orders"}[1m]))
    `;

const reference = (least: number) => `        autoscalerRef:
          apiVersion: keda.sh/v1alpha1
          kind: ScaledObject
          name: orders
          primaryScalerReplicas: { minReplicas: ${least} }
`;

/** The primary serves users all the time. flagger.md §1.1, §6.7 H07 */
export const primaryScalerZero: Rule = {
  code: "primary-scaler-zero",
  severity: "error",
  title: "Primary that may be scaled to zero",
  explanation:
    "The bounds under primaryScalerReplicas must be 1 or more, also for a ScaledObject, which by itself may scale to zero; with less the API server refuses the Canary. Leave minReplicas out to take over the bound of the target's autoscaler.",
  link: "https://github.com/fluxcd/flagger/issues/1869",
  examples: {
    wrong: `${canary(`${reference(0)}          #                                     ^ primary-scaler-zero
`)}${deployment}${scaledObject}${query}`,
    right: `${canary(reference(1))}${deployment}${scaledObject}${query}`,
  },
  judges: "builds",
  replaces: ["wrong-value"],
  about: isCanary,
  *check(resource, view) {
    const reading = canaryOf(resource, view);
    for (const bound of ["minReplicas", "maxReplicas"]) {
      const at = ["spec", "autoscalerRef", "primaryScalerReplicas", bound];
      const replicas = reading.numberAt(at);
      if (replicas === undefined || replicas >= 1) continue;
      yield {
        at,
        message: `The API server refuses this Canary: ${bound} of the primary must be 1 or more, not ${replicas}.${bound === "minReplicas" ? " Leave it out to take over the bound of the target." : ""}`,
        fixes: bound === "minReplicas" ? [replaceValue(resource, at, "1", "Replace with 1")] : [],
      };
    }
  },
};
