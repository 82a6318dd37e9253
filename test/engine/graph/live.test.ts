import { expect, test } from "vitest";
import type { GraphName } from "../../../protocol/graph.ts";
import type { LiveGraph, LiveNode } from "../../../protocol/graphView.ts";
import { apart } from "../../../server/engine/graph/live/apart.ts";
import { liveGraph } from "../../../server/engine/graph/live/liveGraph.ts";
import { bootstrap, graphIn, kustomization } from "./graphIn.ts";

const KUSTOMIZE = "kustomize.toolkit.fluxcd.io";
const SOURCE = "source.toolkit.fluxcd.io";

const nameOf = (name: string): GraphName => ({
  apiGroup: KUSTOMIZE,
  kind: "Kustomization",
  namespace: "flux-system",
  name,
});

const source: GraphName = {
  apiGroup: SOURCE,
  kind: "GitRepository",
  namespace: "flux-system",
  name: "flux-system",
};

const ready = { name: "ready", mood: "good", message: "Applied revision: main." } as const;
const failed = { name: "failed", mood: "bad", message: "Health check failed." } as const;

const live = (name: string, more: Partial<LiveNode> = {}): LiveNode => ({
  ...nameOf(name),
  type: "kustomization",
  state: ready,
  facts: { timeout: 300 },
  applies: [],
  ...more,
});

const cluster: LiveGraph = {
  context: "kind-prod",
  nodes: [
    live("flux-system", { applies: [source, nameOf("infra"), nameOf("apps"), nameOf("old")] }),
    live("infra", { state: failed, facts: { timeout: 300, wait: "all" } }),
    live("apps"),
    live("old"),
    { ...source, type: "source", state: ready, facts: {}, applies: [] },
  ],
  edges: [
    ...[0, 1, 2, 3].map((from) => ({ from, to: source, type: "source" as const })),
    { from: 2, to: nameOf("infra"), type: "dependsOn" },
    { from: 3, to: nameOf("gone"), type: "dependsOn" },
  ],
  notes: [],
};

const files = graphIn(
  `${bootstrap()}${kustomization("infra", ["wait: true"])}${kustomization("apps", ["dependsOn: [{ name: infra }]"])}${kustomization("new")}`,
);

test("a cluster has waves like files, and says how each object fares", () => {
  const { groups, nodes } = liveGraph(cluster, files);
  expect(groups.map((it) => [it.id, it.folder])).toEqual([["cluster clusters/prod", "kind-prod"]]);
  expect(
    nodes.map(({ name, kind, schedule, live: state, status }) => [
      schedule.type === "starts" ? schedule.wave : "never",
      `${kind} ${name}`,
      state?.name ?? status,
    ]),
  ).toEqual([
    [-1, "GitRepository flux-system", "ready"],
    [0, "Kustomization flux-system", "ready"],
    [1, "Kustomization infra", "failed"],
    [2, "Kustomization apps", "ready"],
    ["never", "Kustomization gone", "missing"],
    ["never", "Kustomization old", "ready"],
  ]);
});

test("without anything in common, a cluster is one of its own", () => {
  const { groups } = liveGraph(cluster, graphIn(""));
  expect(groups.map((it) => it.id)).toEqual(["cluster kind-prod"]);
});

test("Git against the cluster: what is only in one of them, and how it fares there", () => {
  const { nodes, edges } = apart(liveGraph(cluster, files), files, cluster);
  expect(
    nodes.map(({ name, kind, only = "both", live: state }) => [
      `${kind} ${name}`,
      only,
      state?.name,
    ]),
  ).toEqual([
    ["GitRepository flux-system", "both", "ready"],
    ["Kustomization flux-system", "both", "ready"],
    ["Kustomization infra", "both", "failed"],
    ["Kustomization new", "after", undefined],
    ["Kustomization apps", "both", "ready"],
    ["Kustomization gone", "both", undefined],
    ["Kustomization old", "before", "ready"],
  ]);
  const told = edges.filter((it) => it.only && it.type === "dependsOn");
  expect(told.map((it) => [it.from.split("/").at(-1), it.only])).toEqual([["old", "before"]]);
});

test("nodes of the cluster that the files have are found in the files", () => {
  const places = apart(liveGraph(cluster, files), files, cluster).nodes.map((it) => it.place?.path);
  expect(places).toEqual([
    "clusters/prod/flux-system/gotk-sync.yaml",
    "clusters/prod/flux-system/gotk-sync.yaml",
    "clusters/prod/infra.yaml",
    "clusters/prod/new.yaml",
    "clusters/prod/apps.yaml",
    undefined,
    undefined,
  ]);
});

test("of kinds that were not read nothing is said", () => {
  const unread = [{ apiGroup: KUSTOMIZE, kind: "Kustomization" }];
  const little: LiveGraph = { ...cluster, nodes: cluster.nodes.slice(-1), edges: [], unread };
  const { nodes, edges } = apart(liveGraph(little, files), files, little);
  expect(nodes.filter((it) => it.only)).toEqual([]);
  expect(edges.filter((it) => it.only)).toEqual([]);
  const read = apart(liveGraph({ ...little, unread: [] }, files), files, {});
  expect(read.nodes.filter((it) => it.only).map((it) => it.name)).toContain("infra");
  const near = apart(liveGraph(little, files), files, {
    unread: [{ apiGroup: KUSTOMIZE, kind: "Kustomization", namespace: "elsewhere" }],
  });
  expect(near.nodes.filter((it) => it.only).map((it) => it.name)).toContain("infra");
});

test("what others name of a kind that was not read may well be there", () => {
  const unread = [{ apiGroup: KUSTOMIZE, kind: "Kustomization", namespace: "flux-system" }];
  const { nodes } = liveGraph({ ...cluster, unread }, files);
  expect(nodes.find((it) => it.name === "gone")?.status).toBe("outside");
});
