import { bringersFor } from "../../brought.ts";
import { isLeftOut } from "../../reach.ts";
import type { Reference } from "../../references/read.ts";
import type { Resource } from "../../resource.ts";
import { resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import { replaceName } from "../fixes.ts";
import { nearName } from "../nearName.ts";
import type { Finding, Rule } from "../rule.ts";
import { examplePieces } from "./examplePieces.ts";
import { neighbours } from "./neighbours.ts";
import { isWorkload, targetedBy } from "./targetedBy.ts";
import { isOptional, trackedReferences } from "./trackedReferences.ts";

/** What is copied must be there. flagger.md §1.6, §2.8, §6.4 T16 */
export const configMissing: Rule = {
  code: "config-missing",
  severity: "warning",
  title: "ConfigMap of a Canary's target that is not there",
  explanation:
    "Flagger copies the ConfigMaps that the pods of its target use, for the primary to have its own. While one of them is missing and not marked optional, every tick ends in an error: the primary is not made, and nothing is promoted. Said of names that nearly are those of another, and where other ConfigMaps of the namespace are in the workspace and neither a Helm release nor another repository brings objects there.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec:
            containers:
              - name: web
                image: ghcr.io/stefanprodan/podinfo:6.9.2
                envFrom: [{ configMapRef: { name: order-settings } }]
                #                                 ^^^^^^^^^^^^^^ config-missing
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: orders-settings, namespace: shop }
      data: { currency: EUR }
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec:
            containers:
              - name: web
                image: ghcr.io/stefanprodan/podinfo:6.9.2
                envFrom: [{ configMapRef: { name: orders-settings } }]
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: orders-settings, namespace: shop }
      data: { currency: EUR }
    `,
  },
  judges: "builds",
  replaces: ["misspelt-name"],
  about: isWorkload,
  *check(resource, view) {
    const named = trackedReferences(resource, "ConfigMap").filter((it) => !it.open);
    const canary = named.length > 0 ? targetedBy(resource, view) : undefined;
    if (!canary || isLeftOut(resource, view)) return;
    for (const it of named) {
      if (MADE_BY_CLUSTER.includes(it.text) || isOptional(resource, it, view)) continue;
      const finding = missing(resource, it, canary.resource, view);
      if (finding) yield finding;
    }
  },
};

/** What Kubernetes, Istio and OpenShift put into every namespace. */
const MADE_BY_CLUSTER = ["kube-root-ca.crt", "istio-ca-root-cert", "openshift-service-ca.crt"];

function missing(
  workload: Resource,
  reference: Reference,
  canary: Resource,
  view: View,
): Finding | undefined {
  if (resolve(view, workload, reference).type !== "missing") return undefined;
  const near = nearName(view, workload, reference);
  if (!near?.letters) {
    const areKeptHere = neighbours(workload, "", "ConfigMap", view).length > 0;
    if (!areKeptHere || bringersFor(workload, view).length > 0) return undefined;
  }
  return {
    at: reference.path,
    severity: near?.letters ? "error" : "warning",
    message: `No ConfigMap "${reference.text}" in this workspace. Unless it comes from elsewhere, Flagger cannot copy it, and Canary ${canary.name} ends every tick in an error.${near ? ` Did you mean "${near.name}"?` : ""}`,
    related: [{ resource: canary, at: ["spec", "targetRef"], message: "Its Canary." }],
    fixes: near
      ? [{ ...replaceName(workload, reference, near.name), preferred: near.letters }]
      : [],
  };
}
