import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { providerFacts, SOME_USE } from "./providers.ts";
import { isCanary } from "./requestMatch.ts";

/** Fields that belong to the routing objects of some providers. flagger.md §1.2, §6.3 P23 */
export const serviceFieldUnused: Rule = {
  code: "service-field-unused",
  severity: "information",
  title: "Setting that the provider does not use",
  explanation:
    "Some settings under service are copied into routing objects, and only where these have a place for them: timeouts with Istio, App Mesh, Contour and gatewayapi:v1, retries with Istio, App Mesh and Contour, cross-origin rules with Istio and gatewayapi:v1. With other providers they have no effect. Set them where the provider looks, such as annotations of the Ingress.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-service",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        service:
          port: 80
          timeout: 15s
      #   ^^^^^^^ service-field-unused
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: istio
        service:
          port: 80
          timeout: 15s
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
    const said = SOME_USE.filter((it) => canary.has(["spec", "service", it]));
    const provider = said.length > 0 ? canary.provider() : undefined;
    const facts = provider && providerFacts(provider.name);
    if (!provider || !facts) return;
    for (const field of said) {
      const at = ["spec", "service", field];
      if (facts.uses.includes(field) || !canary.isSettled(at)) continue;
      yield {
        at,
        on: "key",
        message: `Has no effect: with provider ${provider.name} Flagger puts ${field} into no object.`,
        related: provider.related,
        fixes: [removeField(resource, at, `Remove ${field}`)],
        tag: "unnecessary",
      };
    }
  },
};
