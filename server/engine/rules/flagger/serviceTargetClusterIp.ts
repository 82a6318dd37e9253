import { field, stringOf } from "../../canary/json.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { objectOf } from "./objectOf.ts";
import { isCanary } from "./requestMatch.ts";
import { isServiceTarget } from "./serviceTarget.ts";
import { isSettled } from "./settled.ts";
import { theOne } from "./theOne.ts";

/**
 * The copy keeps `clusterIPs` and loses `clusterIP`. flagger.md §6.4 T20
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/service_controller.go
 */
export const serviceTargetClusterIp: Rule = {
  code: "service-target-cluster-ip",
  severity: "error",
  title: "Targeted Service with a cluster address",
  explanation:
    "When a Canary targets a Service of type ClusterIP, which is the type of a Service that names none, Flagger copies it with its list of addresses but without the first of them. Kubernetes refuses such a Service, so the Canary never gets beyond Initializing. A Service of type ExternalName can be a target. Otherwise let the Canary target the workload behind the Service.",
  link: "https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/service_controller.go",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        revertOnDeletion: true
        provider: istio
        targetRef: { apiVersion: v1, kind: Service, name: orders }
        #                                                 ^^^^^^ service-target-cluster-ip
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: orders, namespace: shop }
      spec: { selector: { app: orders }, ports: [{ port: 80 }] }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        revertOnDeletion: true
        provider: istio
        targetRef: { apiVersion: v1, kind: Service, name: orders }
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: orders, namespace: shop }
      spec: { type: ExternalName, externalName: orders.example.com }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const { targetReference } = canary;
    if (!targetReference || !isServiceTarget(canary)) return;
    const service = theOne(resource, canary.targets());
    if (!service || !isSettled(service, view, ["spec", "type"])) return;
    const type = stringOf(field(objectOf(service, view), "spec", "type")) || "ClusterIP";
    if (type !== "ClusterIP") return;
    yield {
      at: targetReference.path,
      message: `Never gets beyond Initializing: Kubernetes refuses the copy ${targetReference.text}-canary that Flagger makes of a Service of type ClusterIP. Target the workload behind it.`,
      related: [
        { resource: service, at: ["metadata", "name"], message: "A Service of type ClusterIP." },
      ],
    };
  },
};
