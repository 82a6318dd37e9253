import { expect, test } from "vitest";
import { codeLenses } from "../../../server/engine/features/codeLens.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";

/** Kinds and names of the objects that have the lens. */
function lensesOf(source: string): readonly string[] {
  const { files } = readFixture(source);
  const workspace = workspaceOf(files);
  return [...files.keys()]
    .flatMap((path) => codeLenses(workspace, path))
    .filter(({ asks, title }) => asks.about === "graph" && title === "Graph")
    .map(({ asks }) => `${asks.kind} ${asks.name}`);
}

test("sources, Flux Kustomizations, releases and Canaries lead to the graph; nothing else does", () => {
  const found = lensesOf(`
    #- flux.yaml
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: { name: fleet, namespace: flux-system }
    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: flux-system }
    ---
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: web, namespace: web }
    ---
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: web, namespace: web }
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web, namespace: web }
    #- app/kustomization.yaml
    resources: [../flux.yaml]
  `);
  expect(found).toEqual([
    "GitRepository fleet",
    "Kustomization apps",
    "HelmRelease web",
    "Canary web",
  ]);
});

test("a patch has none", () => {
  const found = lensesOf(`
    #- kustomization.yaml
    resources: [web.yaml]
    patches: [{ path: patch.yaml }]
    #- web.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: web, namespace: web }
    #- patch.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: web, namespace: web }
    spec: { interval: 1h }
  `);
  expect(found).toEqual(["HelmRelease web"]);
});
