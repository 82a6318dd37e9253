import { type FlagSaid, flaggerFlag, placesOfFlag } from "../../flagger.ts";
import { get, itemsOf, mappingOf, textOf } from "../../node.ts";
import { mayBePatched } from "../../patched.ts";
import { reachOf } from "../../reach.ts";
import { isOpen, type Reference } from "../../references/read.ts";
import { type Resource, treeOf } from "../../resource.ts";
import { resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import type { Finding, Fix, Rule } from "../rule.ts";
import { isCanary } from "./requestMatch.ts";

/**
 * Flagger tells the pods of primary and canary apart by the first of its selector labels that the target's
 * `matchLabels` have; without one it creates nothing. flagger.md §3.2
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/deployment_controller.go
 */
export const selectorLabel: Rule = {
  code: "selector-label",
  severity: "error",
  title: "No label that Flagger selects by",
  explanation:
    "Flagger needs one label in spec.selector.matchLabels of the Deployment or DaemonSet by which it can tell primary pods from canary pods. It looks for app, name and app.kubernetes.io/name, or for those that its flag selectorLabels lists. When none is there it repeats an error at every tick, creates nothing, and the Canary stays at Initializing. Add the label that the workload has to selectorLabels of Flagger, or give the workload one of those listed.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `
      #- flagger.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: flagger, namespace: flagger-system }
      spec:
        interval: 1h
        chartRef: { kind: OCIRepository, name: flagger }
        upgrade: { crds: CreateReplace }
        values: { selectorLabels: "app,name" }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: flagger, namespace: flagger-system }
      spec: { interval: 1h, url: oci://ghcr.io/fluxcd/charts/flagger, ref: { tag: 1.44.0 } }
      #- face.yaml
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: face, namespace: faces }
      spec:
        provider: linkerd
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
        #                                                         ^^^^ selector-label
        service: { port: 80 }
        analysis:
          interval: 10s
          threshold: 3
          stepWeight: 10
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: face, namespace: faces }
      spec:
        selector: { matchLabels: { service: face } }
        template:
          metadata: { labels: { service: face } }
          spec: { containers: [{ name: face, image: face }] }
    `,
    right: `
      #- flagger.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: flagger, namespace: flagger-system }
      spec:
        interval: 1h
        chartRef: { kind: OCIRepository, name: flagger }
        upgrade: { crds: CreateReplace }
        values: { selectorLabels: "app,name,service" }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: flagger, namespace: flagger-system }
      spec: { interval: 1h, url: oci://ghcr.io/fluxcd/charts/flagger, ref: { tag: 1.44.0 } }
      #- face.yaml
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: face, namespace: faces }
      spec:
        provider: linkerd
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
        service: { port: 80 }
        analysis:
          interval: 10s
          threshold: 3
          stepWeight: 10
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: face, namespace: faces }
      spec:
        selector: { matchLabels: { service: face } }
        template:
          metadata: { labels: { service: face } }
          spec: { containers: [{ name: face, image: face }] }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const target = resource.references.find((it) => it.row.code === "canary-target-missing");
    if (target?.group !== "apps") return;
    const flag = flaggerFlag(view, "selectorLabels");
    if (!flag || mayBePatched(resource, view, ["targetRef"])) return;
    const resolution = resolve(view, resource, target);
    if (resolution.type !== "objects") return;
    // Spaces around a comma belong to the label for Flagger, so they are not taken away here.
    const wanted = flag.text.split(",");
    const labelled = resolution.resources.map((it) => ({ it, labels: selectorKeys(it, view) }));
    if (!labelled.every(({ labels }) => labels && !labels.some((it) => wanted.includes(it)))) {
      return;
    }
    const [workload] = resolution.resources;
    if (workload) yield unlabelled(target, workload, labelled[0]?.labels ?? [], flag);
  },
};

function unlabelled(
  target: Reference,
  workload: Resource,
  labels: readonly string[],
  flag: FlagSaid,
): Finding {
  const wanted = words(flag.text.split(","), "or");
  const listed = flag.at ? "which its selectorLabels do not list" : "which is none of them";
  const has = labels.length > 0 ? `; it has ${words(labels, "and")}, ${listed}` : "";
  return {
    at: target.path,
    message: `Flagger never starts this Canary: the selector of ${workload.kind} ${target.text} has no label ${wanted} by which Flagger tells primary from canary${has}.`,
    related: [
      {
        resource: workload,
        at: ["spec", "selector", "matchLabels"],
        message: `The labels by which ${target.text} selects its pods.`,
      },
      ...placesOfFlag(
        flag,
        flag.at
          ? "The labels that Flagger looks for."
          : "This Flagger looks for its default labels.",
      ),
    ],
    fixes: listing(flag, labels),
  };
}

/** The keys of `matchLabels` as the cluster will see them; `undefined` where that is not known. */
function selectorKeys(workload: Resource, view: View): readonly string[] | undefined {
  const fact = workload.facts.find((it) => it.startsWith("selects "));
  const keys = fact?.slice("selects ".length).split(",").filter(Boolean) ?? [];
  if (keys.some((it) => isOpen(it) || it === "<<")) return undefined;
  if (mayBePatched(workload, view, ["selector", "matchLabels"])) return undefined;
  const { kustomizations } = reachOf(workload, view);
  return [...keys, ...kustomizations.flatMap(selectorLabelsOf)];
}

/** Labels that a kustomization puts into the selectors of what it builds. kustomize.md §5 */
function selectorLabelsOf(kustomization: Resource): readonly string[] {
  const root = treeOf(kustomization);
  const labels = itemsOf(get(root, "labels")).filter(
    (it) => textOf(get(it, "includeSelectors")) === "true",
  );
  return [get(root, "commonLabels"), ...labels.map((it) => get(it, "pairs"))].flatMap((it) =>
    (mappingOf(it)?.entries ?? []).map(({ key }) => key.text),
  );
}

/** A label at the end of the list changes nothing for Canaries that have found one already. */
function listing(flag: FlagSaid, labels: readonly string[]): readonly Fix[] {
  const [label] = labels;
  const { resource, at, prefix, text } = flag;
  if (!resource || label === undefined || labels.length > 1) return [];
  const longer = `${text},${label}`;
  const title = `Add "${label}" to Flagger's selectorLabels`;
  if (at) {
    const change = { type: "replace", resource, at, on: "value", text: prefix + longer } as const;
    return [{ title, changes: [change] }];
  }
  if (resource.kind !== "HelmRelease") return [];
  const values = ["spec", "values"];
  const change = {
    type: "insert",
    resource,
    at: values,
    text: `selectorLabels: ${longer}`,
  } as const;
  return [{ title, changes: [change] }];
}

/** `app`, `name` or `service`. */
function words(labels: readonly string[], last: "and" | "or"): string {
  const quoted = labels.map((it) => `"${it}"`);
  const end = quoted.pop() ?? "";
  return quoted.length === 0 ? end : `${quoted.join(", ")} ${last} ${end}`;
}
