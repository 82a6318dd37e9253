import { field, stringOf } from "../../canary/json.ts";
import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { examplePieces } from "./examplePieces.ts";
import { objectOf } from "./objectOf.ts";
import { isSettled } from "./settled.ts";
import { isWorkload, targetedBy } from "./targetedBy.ts";

const AT = ["spec", "updateStrategy", "type"];

/** A primary that is not updated is never promoted. flagger.md §1.6, §6.4 T11 */
export const daemonsetOnDelete: Rule = {
  code: "daemonset-on-delete",
  severity: "error",
  title: "DaemonSet that is not updated by itself",
  explanation:
    "Flagger promotes a DaemonSet by changing its primary, whose pods must be replaced then. With the update strategy OnDelete they would stay as they are, so Flagger refuses such a target, with an error at every tick. Use RollingUpdate, which is what a DaemonSet has by default.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: agent, namespace: shop }
      spec:
        revertOnDeletion: true
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: DaemonSet, name: agent }
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: { name: agent, namespace: shop }
      spec:
        selector: { matchLabels: { app: agent } }
        updateStrategy: { type: OnDelete }
        #                       ^^^^^^^^ daemonset-on-delete
        template:
          metadata: { labels: { app: agent } }
          spec: { containers: [{ name: agent, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: agent, namespace: shop }
      spec:
        revertOnDeletion: true
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: DaemonSet, name: agent }
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: { name: agent, namespace: shop }
      spec:
        selector: { matchLabels: { app: agent } }
        updateStrategy: { type: RollingUpdate }
        template:
          metadata: { labels: { app: agent } }
          spec: { containers: [{ name: agent, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
    `,
  },
  judges: "builds",
  about: (it) => isWorkload(it) && it.kind === "DaemonSet",
  *check(resource, view) {
    const type = stringOf(field(objectOf(resource, view), ...AT));
    if (type === "" || type === "RollingUpdate") return;
    const canary = targetedBy(resource, view);
    if (!canary || !isSettled(resource, view, AT)) return;
    yield {
      at: AT,
      message: `Flagger never starts Canary ${canary.resource.name}: a DaemonSet that it targets must have the update strategy RollingUpdate.`,
      related: [{ resource: canary.resource, at: ["spec", "targetRef"], message: "Its Canary." }],
      fixes: [replaceValue(resource, AT, "RollingUpdate", "Use RollingUpdate")],
    };
  },
};
