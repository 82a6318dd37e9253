import { removeField, replaceValue } from "../fixes.ts";
import type { Fix, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";

/** Checked when Flagger takes up a Canary; what fails is in its log alone. flagger.md §1.6, §6.3 P24 */
export const knativeMismatch: Rule = {
  code: "knative-mismatch",
  severity: "error",
  title: "Knative target and provider do not go together",
  explanation:
    "A Knative Service as target needs provider knative in the Canary itself, and the provider needs such a target; Flagger's flag does not count here. Knative scales on its own, so there must be no autoscalerRef. Otherwise Flagger refuses the Canary and says so in its log alone: no event, no status, nothing starts.",
  link: "https://docs.flagger.app/tutorials/knative-progressive-delivery",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        provider: istio
        #         ^^^^^ knative-mismatch
        targetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: orders }
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        provider: knative
        targetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: orders }
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const at = ["spec", "provider"];
    if (!canary.isWhole || !canary.isSettled(at) || !canary.isSettled(["spec", "targetRef"]))
      return;
    const provider = canary.textAt(at) ?? "";
    const isKnative = isKnativeTarget(canary);
    if (isKnative && provider !== "knative") {
      yield {
        at: canary.has(at) ? at : ["spec", "targetRef", "kind"],
        message: `Flagger refuses this Canary, in its log alone: a Knative Service as target needs "provider: knative" in the Canary itself.`,
        fixes: [knative(canary)],
      };
    } else if (!isKnative && provider === "knative") {
      const target = [...TARGET.map((it) => canary.textAt(it) ?? "")].join("/");
      yield {
        at,
        message: `Flagger refuses this Canary, in its log alone: provider knative takes a Service of serving.knative.dev/v1 as target, not ${target}.`,
      };
    }
    const scaler = ["spec", "autoscalerRef"];
    if (!isKnative || !canary.has(scaler) || !canary.isSettled(scaler)) return;
    yield {
      at: scaler,
      on: "key",
      message:
        "Flagger refuses this Canary, in its log alone: Knative scales on its own, so a Knative target must have no autoscalerRef.",
      fixes: [{ ...removeField(resource, scaler, "Remove autoscalerRef"), preferred: true }],
    };
  },
};

const TARGET = [
  ["spec", "targetRef", "apiVersion"],
  ["spec", "targetRef", "kind"],
];

/** Is the target a Service of Knative? */
export const isKnativeTarget = (canary: CanaryReading): boolean =>
  canary.textAt(["spec", "targetRef", "kind"]) === "Service" &&
  canary.textAt(["spec", "targetRef", "apiVersion"]) === "serving.knative.dev/v1";

function knative({ resource, has }: CanaryReading): Fix {
  const title = "Set provider to knative";
  if (has(["spec", "provider"])) {
    return replaceValue(resource, ["spec", "provider"], "knative", title);
  }
  return {
    title,
    changes: [{ type: "insert", resource, at: ["spec"], text: "provider: knative" }],
    preferred: true,
  };
}
