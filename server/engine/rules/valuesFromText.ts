import type { HelmValuesFault } from "../flux/helmValues.ts";
import { isHelmRelease, objectNamed, releaseValues } from "../flux/releaseValues.ts";
import { entryOf, get } from "../node.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { View } from "../view.ts";
import type { Finding, Rule } from "./rule.ts";

/** What `valuesFrom` merges must be a map, unless `targetPath` says where it goes. flux.md §5.2. */
export const valuesFromText: Rule = {
  code: "values-from-text",
  severity: "error",
  title: "Values that are no YAML map",
  explanation:
    "An entry of valuesFrom without targetPath is merged into the values of the release, so the text under its key must be a YAML map. A list or a single value ends in ValuesError, and nothing is installed or upgraded. Name the key that holds the map in valuesKey, or say with targetPath where the text goes.",
  link: "https://fluxcd.io/flux/components/helm/helmreleases/#values-references",
  examples: {
    wrong: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: apps }
      data: { host: example.com }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: podinfo, namespace: apps }
      spec:
        interval: 30m
        chartRef: { kind: OCIRepository, name: podinfo }
        valuesFrom:
          - kind: ConfigMap
            name: settings
            valuesKey: host
            #          ^^^^ values-from-text
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: podinfo, namespace: apps }
      spec: { interval: 1h, url: oci://ghcr.io/stefanprodan/charts/podinfo }
    `,
    right: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: apps }
      data: { host: example.com }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: podinfo, namespace: apps }
      spec:
        interval: 30m
        chartRef: { kind: OCIRepository, name: podinfo }
        valuesFrom:
          - kind: ConfigMap
            name: settings
            valuesKey: host
            targetPath: ingress.host
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: podinfo, namespace: apps }
      spec: { interval: 1h, url: oci://ghcr.io/stefanprodan/charts/podinfo }
    `,
  },
  judges: "builds",
  about: isHelmRelease,
  *check(release, view) {
    if (!hasEntries(release)) return;
    for (const fault of releaseValues(view, release)?.faults ?? []) {
      const finding = findingOf(view, release, fault);
      if (finding) yield finding;
    }
  },
};

/** Most releases name none; their trees need not be looked at. */
const hasEntries = ({ references }: Resource): boolean =>
  references.some(({ row }) => row.at === "spec.valuesFrom[]");

function findingOf(
  view: View,
  release: Resource,
  { text, source }: HelmValuesFault,
): Finding | undefined {
  // What variables make of it, or a template, is not known.
  if (!text || /\$\{|\{\{/.test(text.node.text)) return undefined;
  const { kind, name, key, index } = source;
  const object = objectNamed(view, release, kind, name);
  const field = ["data", "stringData"].find((it) =>
    entryOf(get(object && treeOf(object), it), key),
  );
  const entry = ["spec", "valuesFrom", index];
  const at = entryOf(source.node, "valuesKey") ? "valuesKey" : "name";
  return {
    at: [...entry, at],
    message: `${kind} "${name}" holds ${text.is} under "${key}", no YAML map, so the release fails with ValuesError. Name another key, or say with targetPath where the text goes.`,
    related:
      object && field !== undefined
        ? [{ resource: object, at: [field, key], message: `${text.is} under "${key}"` }]
        : [],
  };
}
