import type { GraphNodeType } from "../../protocol/graph.ts";

/** What a kind is in the graph of a cluster; `undefined` for kinds that are in none. */
export const graphTypeOf = (kind: string, group: string): GraphNodeType | undefined =>
  TYPES[`${kind}.${group}`];

const TYPES: Readonly<Record<string, GraphNodeType>> = {
  "GitRepository.source.toolkit.fluxcd.io": "source",
  "OCIRepository.source.toolkit.fluxcd.io": "source",
  "Bucket.source.toolkit.fluxcd.io": "source",
  "HelmRepository.source.toolkit.fluxcd.io": "source",
  "HelmChart.source.toolkit.fluxcd.io": "source",
  "ExternalArtifact.source.toolkit.fluxcd.io": "source",
  "Kustomization.kustomize.toolkit.fluxcd.io": "kustomization",
  "HelmRelease.helm.toolkit.fluxcd.io": "release",
  "Canary.flagger.app": "canary",
};
