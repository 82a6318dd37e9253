import { field, listOf, stringOf } from "../../canary/json.ts";
import { nameOf } from "../../identity.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isKeptByGit } from "./keptByGit.ts";
import { neighbours } from "./neighbours.ts";
import { objectOf } from "./objectOf.ts";
import { isCanary } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";

const ISTIO = "networking.istio.io";

/** Flagger owns the VirtualService of its Canary. flagger.md §3.6, §6.3 P25 */
export const virtualServiceTwice: Rule = {
  code: "virtual-service-twice",
  severity: "warning",
  title: "VirtualService beside the one that Flagger makes",
  explanation:
    "With provider istio Flagger keeps a VirtualService named like the Service of the Canary and writes it anew at every tick. One of that name in Git is overwritten, and put back each time Flux applies it, weights included. Another one for the same host inside the mesh competes with it, and Istio takes whichever is older. Leave the VirtualService to Flagger: hosts, gateways, match and retries stand under service.",
  link: "https://docs.flagger.app/faq#istio-routing",
  examples: {
    wrong: `${examplePieces.canary}
        #                                                         ^^^^^^ virtual-service-twice
        provider: istio
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: { name: orders, namespace: shop }
      spec:
        hosts: [orders]
        http: [{ route: [{ destination: { host: orders } }], timeout: 5s }]
    `,
    right: `${examplePieces.canary}
        provider: istio
        service: { port: 80, timeout: 5s }
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
    if (provider?.name !== "istio") return;
    for (const it of neighbours(resource, ISTIO, "VirtualService", view)) {
      const isSame = it.name === apex;
      if (isSame ? !isKeptByGit(it, view) : !isRival(it, apex, canary.namespace(), view)) continue;
      yield {
        at: canary.has(["spec", "service", "name"])
          ? ["spec", "service", "name"]
          : targetReference.path,
        message: isSame
          ? `Flagger writes VirtualService ${apex} anew at every tick, and Flux puts the one from Git back. Leave it to Flagger, and say what it needs under service.`
          : `VirtualService ${it.name} is for the host ${apex}, too, so it competes with the one that Flagger makes, and the weights may count for nothing. Leave the host to Flagger.`,
        related: [
          ...provider.related,
          { resource: it, at: ["metadata", "name"], message: `${nameOf(it)} in Git.` },
        ],
      };
    }
  },
};

/** Is it for the same Service inside the mesh? One for a gateway alone may lead to that Service and means no harm. */
function isRival(
  other: Resource,
  apex: string,
  namespace: string | undefined,
  view: View,
): boolean {
  if (!isSettled(other, view, ["spec", "hosts"])) return false;
  if (!isSettled(other, view, ["spec", "gateways"])) return false;
  const object = objectOf(other, view);
  const gateways = listOf(field(object, "spec", "gateways"));
  if (gateways.length > 0 && !gateways.includes("mesh")) return false;
  const names = [
    apex,
    ...["", ".svc", ".svc.cluster.local"].map((it) => `${apex}.${namespace}${it}`),
  ];
  return listOf(field(object, "spec", "hosts")).some((it) => names.includes(stringOf(it)));
}
