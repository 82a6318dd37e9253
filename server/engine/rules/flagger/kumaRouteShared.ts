import { FLAGGER, nameOf } from "../../identity.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { sharersAmong } from "./neighboursAmong.ts";
import { isCanary } from "./requestMatch.ts";

/**
 * A TrafficRoute of Kuma has no namespace. flagger.md §4.1, §6.3 P27
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/kuma.go
 */
export const kumaRouteShared: Rule = {
  code: "kuma-route-shared",
  severity: "error",
  title: "Two Canaries of Kuma with one route",
  explanation:
    "With provider kuma Flagger keeps a TrafficRoute named like the Service of the Canary. It is one for the whole cluster, so Canaries in two namespaces whose Services have one name write into the same route by turns, and the traffic of both goes to the Services of whichever wrote last. Give one of them another service.name.",
  link: "https://docs.flagger.app/tutorials/kuma-progressive-delivery",
  examples: {
    wrong: `${examplePieces.canary}
        #                                                         ^^^^^^ kuma-route-shared
        provider: kuma
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: wholesale }
      spec:
        revertOnDeletion: true
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
        #                                                         ^^^^^^ kuma-route-shared
        provider: kuma
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: kuma
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: wholesale }
      spec:
        revertOnDeletion: true
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
        provider: kuma
        service: { name: wholesale-orders, port: 80 }
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
    const home = canary.namespace();
    if (!canary.isWhole || apex === undefined || home === undefined || !targetReference) return;
    const provider = canary.provider();
    if (provider?.name !== "kuma") return;
    const other = sharersAmong(resource, view.ofKind(FLAGGER, "Canary"), view).find((it) => {
      const read = canaryOf(it, view);
      if (read.apex !== apex || read.provider()?.name !== "kuma") return false;
      const there = read.namespace();
      return there !== undefined && there !== home;
    });
    if (!other) return;
    yield {
      at: canary.has(["spec", "service", "name"])
        ? ["spec", "service", "name"]
        : targetReference.path,
      message: `Shares the TrafficRoute ${apex}, of which a cluster has one, with ${nameOf(other)}: each overwrites the other's weights. Give one of them another service.name.`,
      related: [
        ...provider.related,
        { resource: other, at: ["metadata", "name"], message: nameOf(other) },
      ],
    };
  },
};
