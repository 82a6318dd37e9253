import { field, stringOf } from "../../canary/json.ts";
import { podsFact } from "../../facts.ts";
import { nameOf } from "../../identity.ts";
import type { Resource } from "../../resource.ts";
import { writtenOf } from "../../targets.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { neighboursAmong } from "./neighboursAmong.ts";
import { objectOf } from "./objectOf.ts";
import { isCanary } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";
import { type Label, workloadOf } from "./workload.ts";

/** Services of a Canary select by one label alone. flagger.md §3.2, §3.3, §6.4 T03 */
export const selectorShared: Rule = {
  code: "selector-shared",
  severity: "error",
  title: "Label that another workload has, too",
  explanation:
    "The Services that Flagger makes select pods by one label of the target: the first of its selector labels, app unless it is told otherwise. Where the pods of another workload in the namespace have that label with the same value, the Service of the canary leads to them as well, and tests and weights reach pods that have nothing to do with the release. Give each workload a value of its own.",
  link: "https://docs.flagger.app/faq#label-selectors",
  examples: {
    wrong: `${examplePieces.canary}
        #                                                         ^^^^^^ selector-shared
        provider: linkerd
        service: { port: 80, targetPort: http }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---${examplePieces.deployment}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders-worker, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders, role: worker } }
        template:
          metadata: { labels: { app: orders, role: worker } }
          spec: { containers: [{ name: worker, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80, targetPort: http }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---${examplePieces.deployment}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders-worker, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders-worker } }
        template:
          metadata: { labels: { app: orders-worker } }
          spec: { containers: [{ name: worker, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const { targetReference, apex } = canary;
    const label = targetReference && workloadOf(canary, view)?.label;
    if (!targetReference || !label) return;
    const others = neighboursAmong(resource, labelled(canary, label, view), view).filter((it) => {
      if (it.kind === targetReference.kind && it.name === targetReference.text) return false;
      const value = stringOf(field(objectOf(it, view), ...LABELS, label.key));
      if (value !== label.value && value !== `${label.value}-primary`) return false;
      return isSettled(it, view, [...LABELS, label.key]);
    });
    for (const it of others) {
      yield {
        at: targetReference.path,
        message: `The Services of this Canary will lead to pods of ${it.kind} ${it.name}, too: Flagger selects by "${label.key}: ${label.value}" alone, which both have. Give ${apex ?? "the target"} or ${it.name} another value.`,
        related: [{ resource: it, at: [...LABELS, label.key], message: `${nameOf(it)}.` }],
      };
    }
  },
};

const LABELS = ["spec", "template", "metadata", "labels"];

/** Workloads whose pods may have the label: those that say so, or all where a build gives it to many. */
function labelled(canary: CanaryReading, { key, value }: Label, view: View): readonly Resource[] {
  const [target] = canary.targets();
  const written = target && writtenOf(target);
  if (written?.facts.includes(podsFact(key, value))) {
    const found = [value, `${value}-primary`].flatMap((it) => view.withFact(podsFact(key, it)));
    return found.filter((it) => it.group === "apps");
  }
  return ["Deployment", "StatefulSet", "DaemonSet"].flatMap((kind) => view.ofKind("apps", kind));
}
