import { helmPath, slotAtPath, treeFrom } from "../flux/helmTree.ts";
import type { HelmSource, HelmValues } from "../flux/helmValues.ts";
import { isHelmRelease, releaseValues } from "../flux/releaseValues.ts";
import type { Resource } from "../resource.ts";
import type { Finding, Rule } from "./rule.ts";

/** What `values` says wins over what an entry puts at a path, where it does. flux.md §5.2, H-10. */
export const valuesTwice: Rule = {
  code: "values-twice",
  severity: "warning",
  title: "Value at a targetPath that values sets as well",
  explanation:
    "helm-controller puts the text of an entry of valuesFrom at its targetPath, and at the end lays values over all of it. So what values says at that very path wins, and the text of the entry is never used: always for a key at the top, and deeper down where an earlier entry gives the map around it. Take one of the two out.",
  link: "https://fluxcd.io/flux/components/helm/helmreleases/#values-references",
  examples: {
    wrong: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: apps }
      data: { replicas: "3" }
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
            valuesKey: replicas
            targetPath: replicaCount
            #           ^^^^^^^^^^^^ values-twice
        values:
          replicaCount: 1
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
      data: { replicas: "3" }
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
            valuesKey: replicas
            targetPath: replicaCount
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
    if (!release.references.some(({ row }) => row.at === "spec.valuesFrom[]")) return;
    const values = releaseValues(view, release);
    for (const source of values?.sources ?? []) {
      if (values && isLost(values, source)) yield findingOf(release, source);
    }
  },
};

/** Is it sure that what the entry puts at its path is replaced by what `values` says there? */
function isLost({ sources, tree }: HelmValues, source: HelmSource): boolean {
  const own = sources.find((it) => it.kind === "values");
  if (!own || source.targetPath === "" || !GIVES.has(source.state)) return false;
  const path = helmPath(source.targetPath);
  const inline = treeFrom(own.node, own);
  const written = inline.kind === "map" ? slotAtPath(inline, path) : undefined;
  if (written?.value.kind !== "leaf") return false;
  // An earlier entry that is not known may give the map around it, or not.
  const isSure = path.length === 1 || sources.every((it) => it === source || it.state === "known");
  const slot = slotAtPath(tree, path);
  if (!isSure || slot?.value.kind !== "leaf" || slot.value.source !== own) return false;
  for (let it = slot.before; it; it = it.before) {
    if (it.value.kind === "leaf" && it.value.source === source) return true;
  }
  return false;
}

const GIVES: ReadonlySet<HelmSource["state"]> = new Set(["known", "open"]);

function findingOf(release: Resource, { kind, name, targetPath, index }: HelmSource): Finding {
  return {
    at: ["spec", "valuesFrom", index, "targetPath"],
    message: `values sets "${targetPath}" as well, and wins: what ${kind} "${name}" gives is never used. Take one of the two out.`,
    related: [
      {
        resource: release,
        at: ["spec", "values", ...helmPath(targetPath)],
        message: `the value that wins`,
      },
    ],
  };
}
