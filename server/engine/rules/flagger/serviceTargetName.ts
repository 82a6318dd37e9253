import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";
import { isServiceTarget } from "./serviceTarget.ts";

/**
 * The copies of a Service are called like the target, the routes like `service.name`. flagger.md §1.2, §6.4 T10
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/service_controller.go
 */
export const serviceTargetName: Rule = {
  code: "service-target-name",
  severity: "error",
  title: "Another name for a targeted Service",
  explanation:
    "When a Canary targets a Service, Flagger makes two copies of it, called like the target with -primary and -canary at the end. The routes lead to service.name with these endings. Where the two names differ, they lead to Services that do not exist, and requests fail. Leave service.name out.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-service",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        revertOnDeletion: true
        provider: istio
        targetRef: { apiVersion: v1, kind: Service, name: orders }
        service:
          name: orders-web
          #     ^^^^^^^^^^ service-target-name
          port: 80
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        revertOnDeletion: true
        provider: istio
        targetRef: { apiVersion: v1, kind: Service, name: orders }
        service:
          port: 80
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
    if (!isServiceTarget(canary)) return;
    const at = ["spec", "service", "name"];
    const { apex, targetName } = canary;
    if (!canary.has(at) || apex === undefined || targetName === undefined || apex === targetName) {
      return;
    }
    yield {
      at,
      message: `Routes will lead to Services that do not exist: Flagger copies Service ${targetName} to ${targetName}-primary and ${targetName}-canary, and routes to ${apex}-primary and ${apex}-canary. Leave service.name out.`,
      fixes: [{ ...removeField(resource, at, "Remove service.name"), preferred: true }],
    };
  },
};
