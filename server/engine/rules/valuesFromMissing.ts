import { nameOf } from "../identity.ts";
import { nearest } from "../nearest.ts";
import type { Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { keysOf, resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { replaceName } from "./fixes.ts";
import { missingReferences } from "./missing.ts";
import type { Finding, Rule } from "./rule.ts";

const objects: Rule = missingReferences({
  code: "values-from-missing",
  severity: "information",
  title: "Values from a ConfigMap or key that is not here",
  explanation:
    "valuesFrom reads Helm values from ConfigMaps and Secrets in the namespace of the release, at the key that valuesKey names. An object that is missing and not optional, or one without that key, ends in ValuesError and nothing is installed or upgraded. ConfigMaps are often made by other tools, so a missing one is a note, and a warning where one of nearly that name is in the workspace, or the ConfigMap is and has no such key.",
  link: "https://fluxcd.io/flux/components/helm/helmreleases/#values-references",
  consequence: "the release fails with ValuesError",
  examples: {
    wrong: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: podinfo-values, namespace: apps }
      data: { values.yaml: "replicaCount: 2" }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: podinfo, namespace: apps }
      spec:
        interval: 30m
        chartRef: { kind: OCIRepository, name: podinfo }
        valuesFrom:
          - kind: ConfigMap
            name: podinfo-value
            #     ^^^^^^^^^^^^^ values-from-missing
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: podinfo, namespace: apps }
      spec: { interval: 1h, url: oci://ghcr.io/stefanprodan/charts/podinfo }
    `,
    right: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: podinfo-values, namespace: apps }
      data: { values.yaml: "replicaCount: 2" }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: podinfo, namespace: apps }
      spec:
        interval: 30m
        chartRef: { kind: OCIRepository, name: podinfo }
        valuesFrom:
          - kind: ConfigMap
            name: podinfo-values
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: podinfo, namespace: apps }
      spec: { interval: 1h, url: oci://ghcr.io/stefanprodan/charts/podinfo }
    `,
  },
});

/** A release whose values cannot be read is neither installed nor upgraded. flux.md §5.2, H-09. */
export const valuesFromMissing: Rule = {
  ...objects,
  *check(resource, view) {
    yield* objects.check(resource, view);
    for (const reference of resource.references) {
      const { row, optional } = reference;
      if (row.code !== objects.code || row.target.type !== "key" || optional) continue;
      const finding = missingKey(view, resource, reference);
      if (finding) yield finding;
    }
  },
};

function missingKey(view: View, resource: Resource, reference: Reference): Finding | undefined {
  if (resolve(view, resource, reference).type !== "missing") return undefined;
  const { group, kind, holder = "", text } = reference;
  const holders = view.named(group, kind, holder);
  const keys = new Set(holders.flatMap(keysOf));
  const near = keys.size === 1 ? [...keys][0] : nearest(text, keys);
  return {
    at: reference.path,
    severity: "warning",
    message:
      `${kind} "${holder}" has no key "${text}", so the release fails with ValuesError.` +
      (near === undefined ? "" : ` Did you mean "${near}"?`),
    related: holders.map((it) => ({ resource: it, at: ["data"], message: nameOf(it) })),
    fixes: near === undefined ? [] : [replaceName(resource, reference, near)],
  };
}
