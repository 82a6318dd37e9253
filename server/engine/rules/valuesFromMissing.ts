import { at } from "../node.ts";
import { rowsOf } from "../references/all.ts";
import type { Reference } from "../references/read.ts";
import type { ReferenceRow } from "../references/row.ts";
import { type Resource, treeOf } from "../resource.ts";
import { missingReferences } from "./missing.ts";
import { missingKey } from "./missingKey.ts";
import type { Rule } from "./rule.ts";

const objects: Rule = missingReferences({
  code: "values-from-missing",
  severity: "information",
  title: "Values from a ConfigMap or key that is not here",
  explanation:
    "valuesFrom reads Helm values from ConfigMaps and Secrets in the namespace of the release, at the key that valuesKey names. An object that is missing and not optional, or one without that key, ends in ValuesError and nothing is installed or upgraded. ConfigMaps are often made by other tools, so a missing one is a note, and a warning where one of nearly that name is in the workspace, or where it is known which keys the object has. Without valuesKey the key is values.yaml.",
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
      const { row } = reference;
      if (row.code !== objects.code || row.target.type !== "key") continue;
      const finding = missingKey(view, resource, reference, CONSEQUENCE);
      if (finding) yield finding;
    }
    for (const reference of resource.references) {
      const row = isWithoutKey(resource, reference) ? keyRowOf(resource, reference) : undefined;
      if (!row) continue;
      const asked = { ...reference, row, text: DEFAULT_KEY, holder: reference.text };
      const finding = missingKey(view, resource, asked, CONSEQUENCE);
      if (finding) yield { ...finding, fixes: [] };
    }
  },
};

const CONSEQUENCE = "the release fails with ValuesError";

/** What is read where valuesKey is left out. */
const DEFAULT_KEY = "values.yaml";

const keyRowOf = ({ group, kind }: Resource, reference: Reference): ReferenceRow | undefined =>
  rowsOf(group, kind).find(
    ({ at, target }) =>
      at === reference.row.at &&
      target.type === "key" &&
      target.kinds.some((it) => it.kind === reference.kind),
  );

const isWithoutKey = (resource: Resource, { row, path }: Reference): boolean =>
  row.at === "spec.valuesFrom[]" &&
  row.target.type === "object" &&
  at(treeOf(resource), [...path.slice(0, -1), "valuesKey"]) === undefined;
