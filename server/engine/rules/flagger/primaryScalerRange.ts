import { field } from "../../canary/json.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleScalers } from "./exampleScalers.ts";
import { isCanary } from "./requestMatch.ts";
import { scalerOf } from "./scalerOf.ts";

const { canary, deployment, autoscaler } = exampleScalers;

const reference = (bounds: string) => `        autoscalerRef:
          apiVersion: autoscaling/v2
          kind: HorizontalPodAutoscaler
          name: orders
          primaryScalerReplicas: ${bounds}
`;

/** No autoscaler has more at least than at most. flagger.md §1.1, §6.7 H06 */
export const primaryScalerRange: Rule = {
  code: "primary-scaler-range",
  severity: "error",
  title: "Fewest replicas of the primary above the most",
  explanation:
    "The autoscaler that Flagger makes for the primary takes its bounds from primaryScalerReplicas, and what is not written there from the autoscaler of the target. Where minReplicas is greater than maxReplicas the API server refuses it, so each tick ends in an error and the Canary never starts.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `${canary(`${reference("{ minReplicas: 6, maxReplicas: 4 }")}          #                                     ^ primary-scaler-range
`)}${deployment}${autoscaler}
    `,
    right: `${canary(reference("{ minReplicas: 4, maxReplicas: 6 }"))}${deployment}${autoscaler}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const reading = canaryOf(resource, view);
    const at = ["spec", "autoscalerRef", "primaryScalerReplicas"];
    if (!reading.has(at)) return;
    const min = reading.numberAt([...at, "minReplicas"]);
    const max = reading.numberAt([...at, "maxReplicas"]);
    if (min !== undefined && max !== undefined) {
      if (min <= max) return;
      yield {
        at: [...at, "minReplicas"],
        message: `The primary would have at least ${min} and at most ${max} replicas, which the API server refuses, so the Canary never starts. Make minReplicas ${max} or less.`,
      };
      return;
    }
    const scaler = scalerOf(reading, view);
    if (!scaler || (min === undefined && max === undefined)) return;
    const isKeda = scaler.resource.kind === "ScaledObject";
    const fields = isKeda ? ["minReplicaCount", "maxReplicaCount"] : ["minReplicas", "maxReplicas"];
    const [low = "", high = ""] = fields;
    const other = min === undefined ? low : high;
    const bound = field(scaler.object, "spec", other);
    if (typeof bound !== "number") return;
    const [least, most] = min === undefined ? [bound, max ?? bound] : [min, bound];
    if (least <= most) return;
    yield {
      at: [...at, min === undefined ? "maxReplicas" : "minReplicas"],
      message: `The primary would have at least ${least} and at most ${most} replicas, for ${other} comes from ${scaler.resource.kind} ${scaler.resource.name}; that is refused, so the Canary never starts. Write both bounds.`,
      related: [
        { resource: scaler.resource, at: ["spec", other], message: `The other bound: ${bound}.` },
      ],
    };
  },
};
