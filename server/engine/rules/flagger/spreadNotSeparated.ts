import { field, isObject, type Json, type JsonObject, listOf } from "../../canary/json.ts";
import { flaggerFlag } from "../../flagger.ts";
import type { Path } from "../../node.ts";
import type { Rule } from "../rule.ts";
import { examplePieces } from "./examplePieces.ts";
import { objectOf } from "./objectOf.ts";
import { isSettled } from "./settled.ts";
import { isWorkload, targetedBy } from "./targetedBy.ts";
import { workloadOf } from "./workload.ts";

/**
 * In the copy for the primary a value gets -primary only where it is the name of the workload. flagger.md §3.1, §6.4 T19
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/deployment_controller.go
 */
export const spreadNotSeparated: Rule = {
  code: "spread-not-separated",
  severity: "hint",
  title: "Spreading that does not tell primary from canary",
  explanation:
    "Flagger copies topologySpreadConstraints and podAntiAffinity to the primary, and puts -primary behind a value of their selectors that is the name of the Deployment, under one of its selector labels. Any other value stays. Where it is that of the label by which Flagger tells the pods apart, the constraint of the primary counts pods of the canary instead of its own; with another label it counts both together. Select by a selector label whose value is the name of the Deployment.",
  link: "https://docs.flagger.app/faq#is-pod-affinity-and-anti-affinity-supported",
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
        selector: { matchLabels: { app: orders-web } }
        template:
          metadata: { labels: { app: orders-web } }
          spec:
            containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }]
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: kubernetes.io/hostname
                whenUnsatisfiable: DoNotSchedule
                labelSelector: { matchLabels: { app: orders-web } }
                #                                    ^^^^^^^^^^ spread-not-separated
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
            containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }]
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: kubernetes.io/hostname
                whenUnsatisfiable: DoNotSchedule
                labelSelector: { matchLabels: { app: orders } }
    `,
  },
  judges: "builds",
  about: (it) => isWorkload(it) && it.kind === "Deployment",
  *check(resource, view) {
    // Most workloads have no Canary, which is soon known.
    const canary = targetedBy(resource, view);
    if (!canary) return;
    const selectors = selectorsOf(field(objectOf(resource, view), "spec", "template", "spec"));
    const workload = selectors.length > 0 ? workloadOf(canary, view) : undefined;
    if (!workload?.label || workload.resource.name !== resource.name) return;
    const listed = flaggerFlag(view, "selectorLabels")?.text.split(",") ?? [workload.label.key];
    for (const { at, labels } of selectors) {
      const entries = Object.entries(labels);
      if (entries.some(([key, value]) => listed.includes(key) && value === resource.name)) continue;
      // One that does not select the pods of the target themselves is about others.
      if (entries.length === 0) continue;
      if (!entries.every(([key, value]) => workload.podLabels[key] === value)) continue;
      const own = Object.hasOwn(labels, workload.label.key);
      const path = own ? [...at, workload.label.key] : at;
      if (!isSettled(resource, view, path)) continue;
      yield {
        at: path,
        message: own
          ? `In the primary this will count pods of the canary, not its own: Flagger adds -primary only to the name of the Deployment, ${resource.name}.`
          : `Counts pods of primary and canary together: Flagger tells them apart by "${workload.label.key}", which this does not select by.`,
        related: [{ resource: canary.resource, at: ["spec", "targetRef"], message: "Its Canary." }],
      };
    }
  },
};

interface Selector {
  /** Of the `matchLabels`. */
  readonly at: Path;
  readonly labels: JsonObject;
}

const POD = ["spec", "template", "spec"];
const ANTI = ["affinity", "podAntiAffinity"];
const REQUIRED = [...ANTI, "requiredDuringSchedulingIgnoredDuringExecution"];
const PREFERRED = [...ANTI, "preferredDuringSchedulingIgnoredDuringExecution"];

/** Selectors by `matchLabels` alone; what expressions select is not judged. */
const selectorsOf = (pod: Json | undefined): readonly Selector[] =>
  [
    { at: ["topologySpreadConstraints"], inner: [] },
    { at: REQUIRED, inner: [] },
    { at: PREFERRED, inner: ["podAffinityTerm"] },
  ].flatMap(({ at, inner }) =>
    listOf(field(pod, ...at)).flatMap((it, index) => {
      const selector = field(it, ...inner, "labelSelector");
      const labels = field(selector, "matchLabels");
      if (!isObject(labels) || field(selector, "matchExpressions") !== undefined) return [];
      // With these, pods of one revision are counted, which primary and canary never share.
      if (listOf(field(it, ...inner, "matchLabelKeys")).length > 0) return [];
      return [{ at: [...POD, ...at, index, ...inner, "labelSelector", "matchLabels"], labels }];
    }),
  );
