import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { providerFacts } from "./providers.ts";
import { isCanary } from "./requestMatch.ts";
import { hasWeights, MIRROR } from "./weights.ts";

/** Flagger asks its router at each tick whether traffic is mirrored. flagger.md §4.3, §6.3 P02 */
export const mirrorNeverAdvances: Rule = {
  code: "mirror-never-advances",
  severity: "error",
  title: "Mirroring with weights on a provider that cannot mirror",
  explanation:
    "Before the first step of a weighted analysis with mirror, Flagger waits until traffic is mirrored, and reads that back from the routing object. Only Istio keeps it there for weights. With any other provider Flagger starts the analysis anew at every tick, at weight 0, without ever looking at a metric. Take mirror out; Istio and the Gateway API can mirror in Blue/Green, which has iterations.",
  link: "https://docs.flagger.app/usage/deployment-strategies#blue-green-with-traffic-mirroring",
  examples: {
    wrong: `${examplePieces.canary}
        provider: gatewayapi:v1
        service: { port: 80, gatewayRefs: [{ name: public, namespace: infra }] }
        analysis:
          stepWeight: 10
          maxWeight: 50
          mirror: true
      #   ^^^^^^ mirror-never-advances
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: gatewayapi:v1
        service: { port: 80, gatewayRefs: [{ name: public, namespace: infra }] }
        analysis:
          iterations: 10
          mirror: true
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (canary.analysis.mirror !== true || !canary.isSettled(MIRROR)) return;
    if (canary.strategy() !== "weights" || !hasWeights(canary)) return;
    const provider = canary.provider();
    const facts = provider && providerFacts(provider.name);
    // Provider kubernetes makes it Blue/Green.
    if (!facts || facts.mirrors === "always" || facts.family === "kubernetes") return;
    const instead = facts.mirrors === "blue/green" ? ", or use iterations instead of weights" : "";
    yield {
      at: MIRROR,
      on: "key",
      message: `The analysis starts again at weight 0 at every tick and never looks at a metric: with provider ${provider.name} Flagger cannot see that traffic is mirrored. Remove mirror${instead}.`,
      related: provider.related,
      fixes: instead ? [] : [removeField(resource, MIRROR, "Remove mirror")],
    };
  },
};
