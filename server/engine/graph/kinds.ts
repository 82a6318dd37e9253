import type { GraphEdgeType, GraphNodeType } from "../../../protocol/graph.ts";
import { FLAGGER, FLUX_HELM, FLUX_KUSTOMIZE, FLUX_SOURCE } from "../identity.ts";
import type { KindName } from "../references/row.ts";

/** The kinds that are nodes of the dependency graph wherever they stand. */
export const NODE_KINDS: readonly (KindName & { readonly type: GraphNodeType })[] = [
  ...[
    "GitRepository",
    "OCIRepository",
    "Bucket",
    "HelmRepository",
    "HelmChart",
    "ExternalArtifact",
  ].map((kind) => ({ group: FLUX_SOURCE, kind, type: "source" as const })),
  { group: FLUX_KUSTOMIZE, kind: "Kustomization", type: "kustomization" },
  { group: FLUX_HELM, kind: "HelmRelease", type: "release" },
  { group: FLAGGER, kind: "Canary", type: "canary" },
];

const types = new Map(NODE_KINDS.map((it) => [`${it.group}|${it.kind}`, it.type]));

/** What a kind is to the graph; `undefined` for what is a node only where another names it. */
export const nodeTypeOf = ({ group, kind }: KindName): GraphNodeType | undefined =>
  types.get(`${group}|${kind}`);

/** Which fields are edges, by kind and place in the table of references. `health` only says when something is ready. */
export const EDGE_FIELDS: Readonly<Record<string, GraphEdgeType | "health">> = {
  "Kustomization spec.dependsOn[]": "dependsOn",
  "Kustomization spec.sourceRef": "source",
  "Kustomization spec.postBuild.substituteFrom[]": "values",
  "Kustomization spec.healthChecks[]": "health",
  "HelmRelease spec.dependsOn[]": "dependsOn",
  "HelmRelease spec.chart.spec.sourceRef": "chart",
  "HelmRelease spec.chartRef": "chart",
  "HelmRelease spec.valuesFrom[]": "values",
  "HelmChart spec.sourceRef": "source",
  "ExternalArtifact spec.sourceRef": "source",
  "GitRepository spec.include[].repository": "source",
  "Canary spec.targetRef": "targets",
  "Canary spec.autoscalerRef": "targets",
  "Canary spec.ingressRef": "targets",
  "Canary spec.routeRef": "targets",
  "Canary spec.upstreamRef": "targets",
};
