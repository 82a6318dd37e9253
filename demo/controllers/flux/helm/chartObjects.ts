import type { JsonObject } from "../../../../server/engine/canary/json.ts";
import { type KnownChart, type KnownWorkload, knownCharts } from "./knownCharts.ts";

/** A release of a chart. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version: string;
  readonly appVersion: string;
  /** NAMESPACE and name of the HelmRelease. */
  readonly owner: { readonly namespace: string; readonly name: string };
}

/** What a release puts in the cluster: nothing is rendered, a table tells what stands for the chart. */
export function chartObjects(release: Release): readonly JsonObject[] {
  const known: KnownChart | undefined = knownCharts[release.chart];
  if (!known) return [];
  return [
    ...(known.definitions ?? []).map(definition),
    ...known.workloads.flatMap((it) => [
      ...(it.isService ? [service(it, release)] : []),
      deployment(it, release),
    ]),
  ];
}

function definition(text: string): JsonObject {
  const isCluster = text.startsWith("!");
  const [kind = "", plural = "", group = "", version = ""] = text.replace(/^!/, "").split(" ");
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: isCluster ? "Cluster" : "Namespaced",
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
          },
        },
      ],
    },
  };
}

/** The name that charts make by custom: the release's, and the chart's where that is not in it. */
const nameOf = ({ name }: KnownWorkload, release: Release): string => {
  const full = release.name.includes(release.chart)
    ? release.name
    : `${release.name}-${release.chart}`;
  return name.replace("{release}", full);
};

const metadataOf = (workload: KnownWorkload, release: Release): JsonObject => ({
  name: nameOf(workload, release),
  namespace: release.namespace,
  labels: {
    "app.kubernetes.io/name": nameOf(workload, release),
    "app.kubernetes.io/instance": release.name,
    "app.kubernetes.io/version": release.appVersion,
    "app.kubernetes.io/managed-by": "Helm",
    "helm.sh/chart": `${release.chart}-${release.version}`.replaceAll("+", "_"),
    "helm.toolkit.fluxcd.io/name": release.owner.name,
    "helm.toolkit.fluxcd.io/namespace": release.owner.namespace,
  },
  annotations: {
    "meta.helm.sh/release-name": release.name,
    "meta.helm.sh/release-namespace": release.namespace,
  },
});

const selectorOf = (workload: KnownWorkload, release: Release): JsonObject => ({
  "app.kubernetes.io/name": nameOf(workload, release),
  "app.kubernetes.io/instance": release.name,
});

function deployment(workload: KnownWorkload, release: Release): JsonObject {
  const labels = selectorOf(workload, release);
  const { image, port = 80 } = workload;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: metadataOf(workload, release),
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: image.split("/").at(-1) ?? "main",
              image: `${image}:${release.appVersion}`,
              ports: [{ name: "http", containerPort: port, protocol: "TCP" }],
            },
          ],
        },
      },
    },
  };
}

const service = (workload: KnownWorkload, release: Release): JsonObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: metadataOf(workload, release),
  spec: {
    selector: selectorOf(workload, release),
    ports: [{ name: "http", port: workload.port ?? 80, protocol: "TCP", targetPort: "http" }],
  },
});
