import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isKnativeTarget } from "./knativeMismatch.ts";
import { isCanary } from "./requestMatch.ts";

const AT = ["spec", "revertOnDeletion"];

const canary = (revert: string) => `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        provider: knative${revert}
        targetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: orders }
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `;

/**
 * What Flagger gives back at the end it logs, and of Knative it has no log
 * (https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/knative.go).
 */
export const knativeRevert: Rule = {
  code: "knative-revert",
  severity: "warning",
  title: "Deletion that makes Flagger crash",
  explanation:
    "With revertOnDeletion Flagger takes its annotation off the Knative Service when the Canary is deleted, and Flagger 1.44 crashes right behind that: its pod is started again, and all rollouts that it looks after wait meanwhile. Nothing else would be given back, for Knative scales the Service by itself. Leave the field out.",
  link: "https://docs.flagger.app/tutorials/knative-progressive-delivery",
  examples: {
    wrong: canary(`
        revertOnDeletion: true
      # ^^^^^^^^^^^^^^^^ knative-revert`),
    right: canary(""),
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const reading = canaryOf(resource, view);
    if (!reading.isSettled(AT) || reading.spec.revertOnDeletion !== true) return;
    if (!isKnativeTarget(reading) || reading.textAt(["spec", "provider"]) !== "knative") return;
    yield {
      at: AT,
      on: "key",
      message:
        "Flagger 1.44 crashes when this Canary is deleted, and with a Knative Service there is nothing to give back. Leave revertOnDeletion out.",
      fixes: [{ ...removeField(resource, AT, "Remove revertOnDeletion"), preferred: true }],
    };
  },
};
