import { expect, test } from "vitest";
import type { Graph } from "../../../protocol/graph.ts";
import { dependencies } from "../../../server/engine/graph/dependencies.ts";
import { difference } from "../../../server/engine/graph/difference.ts";
import { expanded } from "../../../server/engine/graph/expanded.ts";
import { filtered } from "../../../server/engine/graph/filtered.ts";
import { focused } from "../../../server/engine/graph/focused.ts";
import { nodeName } from "../../../server/engine/graph/nodeName.ts";
import { split } from "../../../server/engine/graph/split.ts";
import { shownGraph } from "../../../server/lsp/shownGraph.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";
import { after, bootstrap, graphIn, kustomization, textOf } from "./graphIn.ts";

const shop = `
    #- shop/canary.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: web, namespace: shop }
    spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web, namespace: shop }`;

const repository =
  bootstrap() +
  kustomization("infra") +
  kustomization("shop", [after("infra")]) +
  kustomization("blog", [after("infra")]) +
  shop;

const namesIn = (graph: Graph<unknown>): readonly string[] => graph.nodes.map(nodeName);

const idOf = (graph: Graph<unknown>, name: string): string =>
  graph.nodes.find((it) => it.name === name)?.id ?? "";

test("each node and edge knows where it is written", () => {
  const workspace = workspaceOf(readFixture(repository).files);
  const { nodes, edges } = shownGraph(workspace, dependencies(workspace));
  const names = new Map(nodes.map((it) => [it.id, it.name]));
  const lines = [
    ...nodes.map(({ kind, name, place }) => [kind, name, place] as const),
    ...edges.map(({ from, type, to, place }) => {
      return [`${names.get(from)} ${type}`, names.get(to), place] as const;
    }),
  ].map(([who, what, at]) => `${who} ${what}: ${at?.file}:${at?.line}:${at?.column}`);
  expect(lines).toMatchInlineSnapshot(`
    [
      "GitRepository flux-system: clusters/prod/flux-system/gotk-sync.yaml:3:19",
      "Kustomization flux-system: clusters/prod/flux-system/gotk-sync.yaml:8:19",
      "Kustomization infra: clusters/prod/infra.yaml:3:19",
      "Kustomization blog: clusters/prod/blog.yaml:3:19",
      "Kustomization shop: clusters/prod/shop.yaml:3:19",
      "Canary web: shop/canary.yaml:3:19",
      "Deployment web: shop/canary.yaml:8:19",
      "web targets web: shop/canary.yaml:4:67",
      "blog dependsOn infra: clusters/prod/blog.yaml:11:23",
      "blog source flux-system: clusters/prod/blog.yaml:10:43",
      "flux-system applies flux-system: clusters/prod/flux-system/gotk-sync.yaml:11:9",
      "flux-system applies blog: clusters/prod/flux-system/gotk-sync.yaml:11:9",
      "flux-system applies infra: clusters/prod/flux-system/gotk-sync.yaml:11:9",
      "flux-system applies shop: clusters/prod/flux-system/gotk-sync.yaml:11:9",
      "flux-system source flux-system: clusters/prod/flux-system/gotk-sync.yaml:13:43",
      "infra source flux-system: clusters/prod/infra.yaml:10:43",
      "shop applies web: clusters/prod/shop.yaml:8:9",
      "shop applies web: clusters/prod/shop.yaml:8:9",
      "shop dependsOn infra: clusters/prod/shop.yaml:11:23",
      "shop source flux-system: clusters/prod/shop.yaml:10:43",
    ]
  `);
});

test("a line in a patch is where an edge is written", () => {
  const source = `${bootstrap()}${kustomization("infra")}${kustomization("shop")}
    #- clusters/prod/kustomization.yaml
    resources: [flux-system/gotk-sync.yaml, infra.yaml, shop.yaml]
    patches:
      - path: order.yaml
    #- clusters/prod/order.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: shop, namespace: flux-system }
    spec:
      dependsOn:
        - name: infra`;
  const workspace = workspaceOf(readFixture(source).files);
  const { edges } = shownGraph(workspace, dependencies(workspace));
  const found = edges.filter((it) => it.type === "dependsOn").map((it) => it.place);
  expect(found).toEqual([{ file: "clusters/prod/order.yaml", line: 6, column: 13 }]);
});

test("focus: what it needs and what needs it, not what stands beside", () => {
  const graph = graphIn(repository);
  expect(namesIn(focused(graph, [idOf(graph, "shop")]))).toEqual([
    "GitRepository flux-system/flux-system",
    "Kustomization flux-system/flux-system",
    "Kustomization flux-system/infra",
    "Kustomization flux-system/shop",
    "Canary shop/web",
    "Deployment shop/web",
  ]);
});

test("filter by namespace and kind", () => {
  const graph = graphIn(repository);
  const named = (namespaces: readonly string[], kinds: readonly string[]) =>
    namesIn(filtered(graph, { namespaces, kinds }));
  expect(named(["shop"], [])).toEqual(["Canary shop/web", "Deployment shop/web"]);
  expect(named(["shop"], ["Canary"])).toEqual(["Canary shop/web"]);
  expect(named([], ["Secret"])).toEqual([]);
  expect(filtered(graph, { namespaces: [], kinds: [] })).toBe(graph);
  expect(filtered(graph, { namespaces: ["shop"], kinds: [] }).edges).toHaveLength(1);
});

test("expanded: all that one applies, a step after it", () => {
  const graph = graphIn(repository);
  const all = expanded(graph, [idOf(graph, "shop")]);
  const added = all.nodes.filter((it) => !graph.nodes.some((one) => one.id === it.id));
  expect(added.map(nodeName)).toEqual(["ConfigMap default/shop"]);
  expect(added[0]?.schedule).toMatchObject({ wave: 2, step: 1 });
  expect(all.edges).toHaveLength(graph.edges.length + 1);
  expect(expanded(all, [idOf(graph, "shop")])).toEqual(all);
});

test("split: each cluster with the edges inside it", () => {
  const parts = split(
    graphIn(bootstrap("east") + kustomization("infra", [], "east") + bootstrap("west")),
  );
  expect(parts.map((it) => [it.group.folder, it.nodes.length, it.edges.length])).toEqual([
    ["clusters/east", 3, 4],
    ["clusters/west", 2, 2],
  ]);
});

test("difference: what is new, what is gone, and what starts in another wave", () => {
  const before = graphIn(bootstrap() + kustomization("infra") + kustomization("shop"));
  const now = graphIn(
    bootstrap() + kustomization("infra") + kustomization("blog", [after("infra")]),
  );
  expect(textOf(difference(before, now))).toMatchInlineSnapshot(`
    "
    Cluster clusters/prod

    Before the waves
    └─ GitRepository flux-system/flux-system · every 60 s

    Wave 0: at once
    └─ Kustomization flux-system/flux-system · ./clusters/prod · every 10 min
          from GitRepository flux-system
          applies 1 GitRepository, 2 Kustomizations

    Wave 1: at once
    ├─ Kustomization flux-system/infra · ./infra · every 10 min
    │     from GitRepository flux-system
    │     applies 1 ConfigMap
    │     note: Counts as ready once it is applied, for it has neither wait nor healthChecks: blog
    │       will not wait until it runs.
    └─ - Kustomization flux-system/shop · ./shop · every 10 min
          from GitRepository flux-system
          applies 1 ConfigMap
          note: Nothing waits for this, so Flux will not wait for it either.

    Wave 2: after 30 s
    └─ + Kustomization flux-system/blog · ./blog · every 10 min
          after infra
          from GitRepository flux-system
          applies 1 ConfigMap
          note: Nothing waits for this, so Flux will not wait for it either.

    1 node and 3 edges new, 1 node and 2 edges gone.
    "
  `);
  const moved = graphIn(
    bootstrap() + kustomization("infra") + kustomization("shop", [after("infra")]),
  );
  expect(textOf(difference(before, moved))).toMatchInlineSnapshot(`
    "
    Cluster clusters/prod

    Before the waves
    └─ GitRepository flux-system/flux-system · every 60 s

    Wave 0: at once
    └─ Kustomization flux-system/flux-system · ./clusters/prod · every 10 min
          from GitRepository flux-system
          applies 1 GitRepository, 2 Kustomizations

    Wave 1: at once
    └─ Kustomization flux-system/infra · ./infra · every 10 min
          from GitRepository flux-system
          applies 1 ConfigMap
          note: Counts as ready once it is applied, for it has neither wait nor healthChecks: shop
            will not wait until it runs.

    Wave 2: after 30 s
    └─ Kustomization flux-system/shop · ./shop · every 10 min · was wave 1
          after + infra
          from GitRepository flux-system
          applies 1 ConfigMap
          note: Nothing waits for this, so Flux will not wait for it either.

    1 edge new, 1 node in another wave.
    "
  `);
  expect(difference(before, before)).toEqual(before);
});
