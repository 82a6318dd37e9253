import { nameOf } from "../../identity.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isKeptByGit } from "./keptByGit.ts";
import { neighbourNamed } from "./neighbourNamed.ts";
import { isGatewayApi } from "./providers.ts";
import { isCanary } from "./requestMatch.ts";

/** Flagger owns the HTTPRoute of its Canary. flagger.md §3.6, §6.3 P26 */
export const httpRouteTwice: Rule = {
  code: "http-route-twice",
  severity: "warning",
  title: "HTTPRoute in Git that Flagger makes itself",
  explanation:
    "With provider gatewayapi Flagger keeps an HTTPRoute named like the Service of the Canary and writes it anew at every tick. One of that name in Git is overwritten, and put back each time Flux applies it, in the middle of a rollout, too. Leave the HTTPRoute to Flagger: hosts, gatewayRefs, match and filters stand under service.",
  link: "https://docs.flagger.app/tutorials/gatewayapi-progressive-delivery",
  examples: {
    wrong: `${examplePieces.canary}
        #                                                         ^^^^^^ http-route-twice
        provider: gatewayapi:v1
        service: { port: 80, gatewayRefs: [{ name: public, namespace: infra }] }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: orders, namespace: shop }
      spec:
        parentRefs: [{ name: public, namespace: infra }]
        rules: [{ backendRefs: [{ name: orders, port: 80 }] }]
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
    const { apex, targetReference } = canary;
    if (!canary.isWhole || apex === undefined || !targetReference) return;
    const provider = canary.provider();
    if (!provider || !isGatewayApi(provider.name)) return;
    const route = neighbourNamed(resource, "gateway.networking.k8s.io", "HTTPRoute", apex, view);
    if (!route || !isKeptByGit(route, view)) return;
    yield {
      at: canary.has(["spec", "service", "name"])
        ? ["spec", "service", "name"]
        : targetReference.path,
      message: `Flagger writes HTTPRoute ${apex} anew at every tick, and Flux puts the one from Git back. Leave it to Flagger, and say what it needs under service.`,
      related: [
        ...provider.related,
        { resource: route, at: ["metadata", "name"], message: `${nameOf(route)} in Git.` },
      ],
    };
  },
};
