import { field } from "../../canary/json.ts";
import type { Related, Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isKnativeTarget } from "./knativeMismatch.ts";
import { objectOf } from "./objectOf.ts";
import { isCanary } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";

const { deployment } = examplePieces;

const canary = (revert: string) => `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        revertOnDeletion: ${revert}
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
        service: { port: 80, targetPort: http }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
      ---${deployment}
    `;

/** What Flagger has scaled down it leaves so. flagger.md §2.9, §6.7 L01 */
export const targetLeftAtZero: Rule = {
  code: "target-left-at-zero",
  severity: "hint",
  title: "Target that stays at zero when its Canary goes",
  explanation:
    "Between rollouts the target has no replicas, and the primary, which belongs to the Canary, does the work. When the Canary is deleted the primary goes with it and the target stays at zero: an outage until somebody scales it up. With revertOnDeletion: true Flagger gives the work back to the target first. Said where the Canary rules that out itself, and where the target is kept when Flux prunes the Canary.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-finalizers",
  examples: {
    wrong: canary(`false
        #                 ^^^^^ target-left-at-zero`),
    right: canary("true"),
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const reading = canaryOf(resource, view);
    const at = ["spec", "revertOnDeletion"];
    if (!reading.isWhole || !reading.isSettled(at) || reading.spec.revertOnDeletion === true)
      return;
    // Knative scales on its own.
    if (isKnativeTarget(reading)) return;
    const isWritten = reading.spec.revertOnDeletion === false;
    const related: Related[] = [];
    for (const target of isWritten ? [] : reading.targets()) {
      if (!isSettled(target, view, ANNOTATIONS)) continue;
      const kept = field(objectOf(target, view), ...ANNOTATIONS, PRUNE) === "disabled";
      const own = field(objectOf(resource, view), ...ANNOTATIONS, PRUNE);
      if (!kept || own === "disabled") continue;
      related.push({
        resource: target,
        at: [...ANNOTATIONS, PRUNE],
        message: `${target.kind} ${target.name} is kept when its manifest goes.`,
      });
    }
    if (!isWritten && related.length === 0) return;
    const name = reading.targetName ?? "the target";
    yield {
      at: isWritten ? at : ["spec", "targetRef"],
      on: isWritten ? "value" : "key",
      message: `When this Canary is deleted its primary goes with it and ${name} stays at zero replicas: an outage. Set revertOnDeletion: true.`,
      related,
      fixes: [
        {
          title: "Set revertOnDeletion: true",
          changes: isWritten
            ? [{ type: "replace", resource, at, on: "value", text: "true", raw: true }]
            : [{ type: "insert", resource, at: ["spec"], text: "revertOnDeletion: true" }],
          preferred: true,
        },
      ],
    };
  },
};

const ANNOTATIONS = ["metadata", "annotations"];

const PRUNE = "kustomize.toolkit.fluxcd.io/prune";
