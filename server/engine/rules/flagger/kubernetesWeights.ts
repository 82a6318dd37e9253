import type { Path } from "../../node.ts";
import type { Finding, Fix, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary, type Provider } from "./requestMatch.ts";
import { hasWeights, STEP_WEIGHT, STEP_WEIGHTS } from "./weights.ts";

/** Without a mesh or ingress there is nothing to shift. flagger.md §4.2, §6.3 P05 */
export const kubernetesWeights: Rule = {
  code: "kubernetes-weights",
  severity: "warning",
  title: "Weights or match with provider kubernetes",
  explanation:
    "Provider kubernetes has no routing object, so Flagger can neither shift weights nor tell requests apart. It makes the analysis Blue/Green with ten iterations, and warns of it twice at every tick. Say iterations instead, or use a provider that steers traffic.",
  link: "https://docs.flagger.app/tutorials/kubernetes-blue-green",
  examples: {
    wrong: `${examplePieces.canary}
        provider: kubernetes
        service: { port: 80 }
        analysis:
          stepWeight: 10
      #   ^^^^^^^^^^ kubernetes-weights
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: kubernetes
        service: { port: 80 }
        analysis:
          iterations: 10
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const strategy = canary.strategy();
    if (strategy === undefined) return;
    const provider = canary.provider();
    if (provider?.name !== "kubernetes") return;
    if (strategy === "a/b") yield unmatched(provider);
    else if (strategy === "weights" && hasWeights(canary)) yield unweighted(canary, provider);
  },
};

const unmatched = ({ related }: Provider): Finding => ({
  at: ["spec", "analysis", "match"],
  on: "key",
  message:
    "With provider kubernetes Flagger cannot match requests: this runs as Blue/Green, in which users stay on the primary until the promotion. Remove match, or use a provider that steers traffic.",
  related,
});

function unweighted(canary: CanaryReading, { related }: Provider): Finding {
  const at = canary.has(STEP_WEIGHTS) ? STEP_WEIGHTS : STEP_WEIGHT;
  return {
    at,
    on: "key",
    message: `Provider kubernetes shifts no traffic: instead of ${at.at(-1)} this runs as Blue/Green with 10 iterations, in which users stay on the primary until the promotion. Say "iterations: 10", or use a provider that steers traffic.`,
    related,
    fixes: [iterations(canary, at)],
  };
}

/** What Flagger makes of it, written down. */
function iterations({ resource, has }: CanaryReading, at: Path): Fix {
  const maximum = ["spec", "analysis", "maxWeight"];
  return {
    title: "Replace with iterations: 10",
    changes: [
      { type: "replace", resource, at, on: "key", text: "iterations" },
      { type: "replace", resource, at, on: "value", text: "10", raw: true },
      ...(has(maximum) ? [{ type: "remove", resource, at: maximum } as const] : []),
    ],
    preferred: true,
  };
}
