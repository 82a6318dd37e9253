import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";

/** The routers of nginx and skipper copy an Ingress. flagger.md §1.6, §6.3 P11 */
export const ingressRefMissing: Rule = {
  code: "ingress-ref-missing",
  severity: "error",
  title: "No Ingress named",
  explanation:
    "With provider nginx or skipper Flagger steers traffic by a copy of the Ingress that ingressRef names. Without ingressRef it reports at every tick that the ingress selector is empty, and no traffic is ever shifted. Name the Ingress that leads to the application.",
  link: "https://docs.flagger.app/tutorials/nginx-progressive-delivery",
  examples: {
    wrong: `${examplePieces.canary}
        provider: nginx
        #         ^^^^^ ingress-ref-missing
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: nginx
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
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
    const at = ["spec", "ingressRef"];
    if (!canary.isWhole || canary.has(at) || !canary.isSettled(at)) return;
    const provider = canary.provider();
    if (provider?.name !== "nginx" && provider?.name !== "skipper") return;
    yield {
      at: ["spec", "provider"],
      message: `Flagger never starts this Canary: provider ${provider.name} needs ingressRef, the Ingress of which Flagger makes a copy for the canary. Name the one that leads to ${canary.apex ?? "the application"}.`,
      related: provider.related,
    };
  },
};
