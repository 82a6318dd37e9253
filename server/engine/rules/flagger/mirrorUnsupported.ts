import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { providerFacts } from "./providers.ts";
import { isCanary } from "./requestMatch.ts";
import { hasWeights, MIRROR } from "./weights.ts";

/** Only Istio and the Gateway API mirror for Flagger. flagger.md §2.4.3, §6.3 P04 */
export const mirrorUnsupported: Rule = {
  code: "mirror-unsupported",
  severity: "warning",
  title: "Mirroring on a provider that cannot mirror",
  explanation:
    "Blue/Green with mirror sends a copy of each request to the canary before it gets traffic of its own. Only Istio and the Gateway API can do so for Flagger. With any other provider mirror changes nothing but the texts of events, which still speak of mirroring: the canary gets no requests until the last iteration. Remove mirror, and let a load test call the canary.",
  link: "https://docs.flagger.app/usage/deployment-strategies#blue-green-with-traffic-mirroring",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80 }
        analysis:
          iterations: 10
          mirror: true
      #   ^^^^^^ mirror-unsupported
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: linkerd
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
    if (canary.analysis.mirror !== true || !canary.isSettled(MIRROR)) return;
    const provider = canary.provider();
    const facts = provider && providerFacts(provider.name);
    if (facts?.mirrors !== "never") return;
    const strategy = canary.strategy();
    const isBlueGreen =
      strategy === "blue/green" ||
      (facts.family === "kubernetes" && strategy === "weights" && hasWeights(canary));
    if (!isBlueGreen) return;
    yield {
      at: MIRROR,
      on: "key",
      message: `Nothing is mirrored with provider ${provider?.name}: the canary gets no copy of any request, though events will say that mirroring stops. Remove mirror.`,
      related: provider?.related ?? [],
      fixes: [removeField(resource, MIRROR, "Remove mirror")],
      tag: "unnecessary",
    };
  },
};
