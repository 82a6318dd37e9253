import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { providerFacts } from "./providers.ts";
import { isCanary } from "./requestMatch.ts";

/** Only two routers set cookies. flagger.md §4.4, §6.3 P21 */
export const sessionAffinityUnsupported: Rule = {
  code: "session-affinity-unsupported",
  severity: "warning",
  title: "Session affinity on a provider that has none",
  explanation:
    "Only with Istio and the Gateway API does Flagger set a cookie by which a user stays on the version that answered first. With any other provider sessionAffinity is passed over: users go back and forth between the versions during the whole analysis. Use another provider, or remove it.",
  link: "https://docs.flagger.app/usage/deployment-strategies#canary-release-with-session-affinity",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
          sessionAffinity: { cookieName: flagger-cookie }
      #   ^^^^^^^^^^^^^^^ session-affinity-unsupported
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: istio
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
          sessionAffinity: { cookieName: flagger-cookie }
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const at = ["spec", "analysis", "sessionAffinity"];
    if (!canary.has(at) || !canary.isSettled(at)) return;
    const provider = canary.provider();
    if (!provider || providerFacts(provider.name)?.keepsSessions !== false) return;
    yield {
      at,
      on: "key",
      message: `Users will go back and forth between the versions: with provider ${provider.name} Flagger passes over sessionAffinity. Use istio or gatewayapi:v1, or remove it.`,
      related: provider.related,
      fixes: [removeField(resource, at, "Remove sessionAffinity")],
    };
  },
};
