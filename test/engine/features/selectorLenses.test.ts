import { expect, test } from "vitest";
import { codeLenses, lensPlaces } from "../../../server/engine/features/codeLens.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";

test("Canaries, Services and workloads have a lens for their labels; patches and others have none", () => {
  const { files } = readFixture(`
    #- kustomization.yaml
    resources: [all.yaml]
    patches: [{ path: patch.yaml }]
    #- all.yaml
    kind: Service
    apiVersion: v1
    metadata: { name: web }
    ---
    kind: Deployment
    apiVersion: apps/v1
    metadata: { name: web }
    ---
    kind: ConfigMap
    apiVersion: v1
    metadata: { name: web }
    ---
    kind: Canary
    apiVersion: flagger.app/v1beta1
    metadata: { name: web }
    #- patch.yaml
    kind: Deployment
    apiVersion: apps/v1
    metadata: { name: web }
    spec: { replicas: 2 }
  `);
  const workspace = workspaceOf(files);
  const lenses = [...files.keys()]
    .flatMap((path) => codeLenses(workspace, path))
    .filter(({ asks }) => asks.about === "selectors");
  expect(lenses.map(({ title, asks }) => [title, asks.path, asks.kind])).toEqual([
    ["Labels", "all.yaml", "Service"],
    ["Labels", "all.yaml", "Deployment"],
    ["Labels", "all.yaml", "Canary"],
  ]);
  expect(lenses.flatMap(({ asks }) => lensPlaces(workspace, asks))).toEqual([]);
});
