import { expect, test } from "vitest";
import { kubeObject } from "../../../client/cluster/api/kubeObject.ts";
import { liveGraph } from "../../../client/graph/liveGraph.ts";
import { unread } from "../../../client/graph/unread.ts";

const READY = [{ type: "Ready", status: "True", reason: "Succeeded", message: "all is well" }];

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  spec: object,
  status: object = { conditions: READY },
  labels: object = {},
) => {
  const found = kubeObject({
    apiVersion,
    kind,
    metadata: { name, namespace: "apps", labels, generation: 1 },
    spec,
    status,
  });
  if (!found) throw new Error("This is no object.");
  return found;
};

const KUSTOMIZE = "kustomize.toolkit.fluxcd.io/v1";
const SOURCE = "source.toolkit.fluxcd.io/v1";
const HELM = "helm.toolkit.fluxcd.io/v2";

const objects = [
  object(
    KUSTOMIZE,
    "Kustomization",
    "web",
    {
      interval: "10m",
      path: "./web",
      wait: true,
      dependsOn: [{ name: "infra", readyExpr: "dep.metadata.generation > 1" }],
      sourceRef: { kind: "GitRepository", name: "fleet", namespace: "flux-system" },
      postBuild: { substituteFrom: [{ kind: "ConfigMap", name: "vars", optional: true }] },
    },
    {
      conditions: READY,
      inventory: {
        entries: [
          { id: "apps_web_apps_Deployment", v: "v1" },
          { id: "apps_web_kustomize.toolkit.fluxcd.io_Kustomization", v: "v1" },
        ],
      },
    },
  ),
  object(HELM, "HelmRelease", "db", {
    interval: "1h",
    suspend: true,
    chart: {
      spec: {
        chart: "postgres",
        version: "1.x",
        sourceRef: { kind: "HelmRepository", name: "charts" },
      },
    },
    valuesFrom: [{ kind: "Secret", name: "db" }],
  }),
  object(
    SOURCE,
    "HelmChart",
    "apps-db",
    { sourceRef: { kind: "HelmRepository", name: "charts" } },
    { conditions: READY },
    { "helm.toolkit.fluxcd.io/name": "db" },
  ),
  object(
    "flagger.app/v1beta1",
    "Canary",
    "face",
    { targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "face" } },
    { phase: "Progressing", canaryWeight: 20 },
  ),
  object("apps/v1", "Deployment", "face", {}),
  object(
    SOURCE,
    "GitRepository",
    "broken",
    { interval: "1m" },
    {
      conditions: [
        { type: "Ready", status: "False", reason: "GitOperationFailed", message: "no route" },
      ],
    },
  ),
];

test("nodes with their states in words", () => {
  const { nodes } = liveGraph("kind", objects, unread([]));
  expect(
    nodes.map(
      ({ kind, name, state }) => `${kind} ${name}: ${state.name} (${state.mood}) ${state.message}`,
    ),
  ).toEqual([
    "GitRepository broken: failed (bad) No route.",
    "HelmRelease db: suspended (open) Suspended.",
    "Canary face: Progressing (open) The new revision is being analysed. Canary at 20 %.",
    "Kustomization web: ready (good) All is well.",
  ]);
});

test("edges as their specs name them", () => {
  const { nodes, edges } = liveGraph("kind", objects, unread([]));
  expect(
    edges.map(({ from, to, type, readyExpr, optional }) =>
      [
        nodes[from]?.name,
        type,
        `${to.kind}.${to.apiGroup} ${to.namespace}/${to.name}`,
        readyExpr,
        optional && "optional",
      ]
        .filter(Boolean)
        .join(" "),
    ),
  ).toEqual([
    "db chart HelmRepository.source.toolkit.fluxcd.io apps/charts",
    "db values Secret. apps/db",
    "face targets Deployment.apps apps/face",
    "web dependsOn Kustomization.kustomize.toolkit.fluxcd.io apps/infra dep.metadata.generation > 1",
    "web source GitRepository.source.toolkit.fluxcd.io flux-system/fleet",
    "web values ConfigMap. apps/vars optional",
  ]);
});

test("what it says of itself has Flux's defaults, and what it applies is not itself", () => {
  const { nodes } = liveGraph("kind", objects, unread([]));
  const web = nodes.find((it) => it.name === "web");
  expect(web?.facts).toEqual({
    path: "./web",
    interval: 600,
    retryInterval: 600,
    timeout: 570,
    wait: "all",
  });
  expect(web?.applies).toEqual([
    { apiGroup: "apps", kind: "Deployment", namespace: "apps", name: "web" },
  ]);
  expect(nodes.find((it) => it.name === "db")?.facts).toEqual({
    chart: "postgres 1.x",
    interval: 3600,
    timeout: 300,
    suspended: true,
  });
});

test("objects of a kind that may not be read any more are left out", () => {
  const kinds = [{ apiGroup: "kustomize.toolkit.fluxcd.io", kind: "Kustomization" }];
  const { nodes, unread: told } = liveGraph("kind", objects, { kinds, notes: [] });
  expect(nodes.map((it) => it.kind)).not.toContain("Kustomization");
  expect(told).toEqual(kinds);
});
