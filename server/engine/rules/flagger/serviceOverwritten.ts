import { field, isObject, listOf, numberOf, stringOf } from "../../canary/json.ts";
import { nameOf } from "../../identity.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { discoveredPorts } from "./discoveredPorts.ts";
import { examplePieces } from "./examplePieces.ts";
import { neighbourNamed } from "./neighbourNamed.ts";
import { objectOf } from "./objectOf.ts";
import { isOpenInside } from "./openInside.ts";
import { isCanary } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";
import { workloadOf } from "./workload.ts";

/** The port list of an existing Service is replaced. flagger.md §3.3, §6.4 T06 */
export const serviceOverwritten: Rule = {
  code: "service-overwritten",
  severity: "warning",
  title: "Service whose ports Flagger takes away",
  explanation:
    "The Service of a Canary is called service.name, or else like the target. Where one of that name exists, Flagger replaces its selector and its whole list of ports, at every tick: by the one port of the Canary, and with portDiscovery by those of the containers as well. Other ports are gone for all who call them. Set portDiscovery, or give the Canary another service.name.",
  link: "https://docs.flagger.app/faq#multiple-ports",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        service:
          port: 80
          #     ^^ service-overwritten
          targetPort: http
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---${examplePieces.deployment}
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { app: orders }
        ports:
          - { name: http, port: 80, targetPort: http }
          - { name: metrics, port: 9797, targetPort: 9797 }
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service:
          port: 80
          targetPort: http
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---${examplePieces.deployment}
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { app: orders }
        ports:
          - { name: http, port: 80, targetPort: http }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const at = ["spec", "service", "port"];
    const port = canary.numberAt(at);
    if (port === undefined || !canary.isSettled(["spec", "service", "portDiscovery"])) return;
    const { apex } = canary;
    const service =
      apex === undefined ? undefined : neighbourNamed(resource, "", "Service", apex, view);
    const workload = service && workloadOf(canary, view);
    if (!service || !workload || !isSettled(service, view, ["spec", "ports"])) return;
    const kept = new Set([port, ...discoveredPorts(canary, workload).map((it) => it.port)]);
    const ports = listOf(field(objectOf(service, view), "spec", "ports"));
    if (isOpenInside(ports)) return;
    const lost = ports
      .filter(isObject)
      .filter((it) => typeof it.port === "number" && !kept.has(it.port));
    if (lost.length === 0) return;
    const shown = lost.map(
      (it) => `${numberOf(it.port)}${it.name ? ` (${stringOf(it.name)})` : ""}`,
    );
    yield {
      at,
      message: `Flagger will take ${shown.length === 1 ? "port" : "ports"} ${shown.join(", ")} away from Service ${service.name}: it leaves ${[...kept].join(", ")}. ${canary.service.portDiscovery === true ? "Give" : "Set portDiscovery: true, or give"} the Canary another service.name.`,
      related: [
        { resource: service, at: ["spec", "ports"], message: `The ports of ${nameOf(service)}.` },
      ],
    };
  },
};
