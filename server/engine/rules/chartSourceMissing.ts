import { missingReferences } from "./missing.ts";
import type { Rule } from "./rule.ts";

/** A chart is fetched from the source that the release names. flux.md §1.6, §5.2. */
export const chartSourceMissing: Rule = missingReferences({
  code: "chart-source-missing",
  severity: "warning",
  title: "Chart source that is not here",
  explanation:
    "A HelmRelease gets its chart from the HelmRepository, GitRepository, Bucket or OCIRepository that it names, in its own namespace unless the reference has a namespace. While there is none, the release stays at SourceNotReady and nothing is installed. Nearly all repositories keep chart sources beside the releases; where this one keeps none at all, it is merely noted.",
  link: "https://fluxcd.io/flux/components/helm/helmreleases/#chart-template",
  consequence: "the chart is not fetched and nothing is installed",
  examples: {
    wrong: `
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: podinfo, namespace: apps }
      spec: { url: https://stefanprodan.github.io/podinfo }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: frontend, namespace: apps }
      spec:
        interval: 30m
        chart:
          spec:
            chart: podinfo
            sourceRef:
              kind: HelmRepository
              name: podnfo
              #     ^^^^^^ chart-source-missing
    `,
    right: `
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: podinfo, namespace: apps }
      spec: { url: https://stefanprodan.github.io/podinfo }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: frontend, namespace: apps }
      spec:
        interval: 30m
        chart:
          spec:
            chart: podinfo
            sourceRef:
              kind: HelmRepository
              name: podinfo
    `,
  },
});
