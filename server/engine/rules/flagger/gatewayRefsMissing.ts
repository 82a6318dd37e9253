import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isGatewayApi } from "./providers.ts";
import { isCanary } from "./requestMatch.ts";

/** An HTTPRoute without a parent routes nothing. flagger.md §1.6, §6.3 P15 */
export const gatewayRefsMissing: Rule = {
  code: "gateway-refs-missing",
  severity: "error",
  title: "No Gateway named",
  explanation:
    "With provider gatewayapi Flagger makes an HTTPRoute for the Gateways, or the Service of a mesh, that service.gatewayRefs lists. Without one it reports an error at every tick, and no traffic is ever shifted.",
  link: "https://docs.flagger.app/tutorials/gatewayapi-progressive-delivery",
  examples: {
    wrong: `${examplePieces.canary}
        provider: gatewayapi:v1
        service: { port: 80 }
      # ^^^^^^^ gateway-refs-missing
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: gatewayapi:v1
        service: { port: 80, gatewayRefs: [{ name: public, namespace: infra }] }
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
    const at = ["spec", "service", "gatewayRefs"];
    // Without a service something else is said first.
    if (!canary.isWhole || !canary.has(["spec", "service"]) || !canary.isSettled(at)) return;
    if (canary.listAt(at).length > 0) return;
    const provider = canary.provider();
    if (!provider || !isGatewayApi(provider.name)) return;
    yield {
      at: canary.has(at) ? at : ["spec", "service"],
      on: "key",
      message: `Flagger never starts this Canary: provider ${provider.name} needs gatewayRefs, the Gateways that the HTTPRoute of ${canary.apex ?? "the application"} belongs to.`,
      related: provider.related,
    };
  },
};
