import { expect, test } from "vitest";
import { type Move, renameFiles } from "../../../server/engine/features/renameFiles.ts";
import type { World } from "../../support/expect.ts";
import { changedLines, dedented, workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";

/** Moving `from` to `to` changes exactly these lines. */
function expectMove(
  source: string,
  moves: readonly (readonly [from: string, to: string])[],
  expected: string,
  world: World = {},
): void {
  const { files } = readFixture(source);
  const all: readonly Move[] = moves.map(([from, to]) => ({ from, to }));
  const edits = renameFiles(workspaceOf(files, world), all);
  expect(changedLines(files, edits)).toBe(dedented(expected));
}

const flux = (path: string, more = "") => `apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec: { path: ${path}, sourceRef: { kind: GitRepository, name: flux-system }${more} }`;

test("a file gets another name", () => {
  expectMove(
    `
    #- app/kustomization.yaml
    resources:
      - ./deployment.yaml # the app
      - service.yaml
    patches: [{ path: "patch.yaml" }]
    configMapGenerator:
      - name: values
        files: [values.yaml=values.yaml, other.txt]
    #- app/deployment.yaml
    a: 1
    #- app/service.yaml
    a: 1
    #- app/patch.yaml
    a: 1
    #- app/values.yaml
    a: 1
    `,
    [
      ["app/deployment.yaml", "app/web.yaml"],
      ["app/patch.yaml", "app/patches/web.yaml"],
      ["app/values.yaml", "app/helm-values.yaml"],
    ],
    `
    app/kustomization.yaml:2| - ./web.yaml # the app
    app/kustomization.yaml:4| patches: [{ path: "patches/web.yaml" }]
    app/kustomization.yaml:7| files: [values.yaml=helm-values.yaml, other.txt]
    `,
  );
});

test("a folder moves: what names it, and what it names outside, but not what is inside", () => {
  expectMove(
    `
    #- clusters/one/apps.yaml
      ${flux("./apps/web/")}
    #- apps/kustomization.yaml
    resources: [web, api]
    #- apps/web/kustomization.yaml
    resources: [deployment.yaml, ../api/shared.yaml, ./sub]
    components: [../../components/backup]
    #- apps/web/deployment.yaml
    a: 1
    #- apps/web/sub/kustomization.yaml
    resources: [../deployment.yaml, ../../../components/backup/x.yaml]
    #- apps/api/shared.yaml
    a: 1
    #- components/backup/kustomization.yaml
    kind: Component
    #- components/backup/x.yaml
    a: 1
    `,
    [["apps/web", "teams/a/web"]],
    `
    clusters/one/apps.yaml:4| spec: { path: ./teams/a/web/, sourceRef: { kind: GitRepository, name: flux-system } }
    apps/kustomization.yaml:1| resources: [../teams/a/web, api]
    apps/web/kustomization.yaml:1| resources: [deployment.yaml, ../../../apps/api/shared.yaml, ./sub]
    apps/web/kustomization.yaml:2| components: [../../../components/backup]
    apps/web/sub/kustomization.yaml:1| resources: [../deployment.yaml, ../../../../components/backup/x.yaml]
    `,
  );
});

test("everything moves together", () => {
  expectMove(
    `
    #- apps/web/kustomization.yaml
    resources: [../api/shared.yaml]
    #- apps/api/shared.yaml
    a: 1
    `,
    [
      ["apps/web", "teams/web"],
      ["apps/api", "teams/api"],
    ],
    "",
  );
});

test("paths below a folder that gets another name, from the root that bootstrap proves", () => {
  expectMove(
    `
    #- fleet/clusters/one/flux-system/gotk-sync.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: flux-system, namespace: flux-system }
    spec: { path: ./clusters/one, sourceRef: { kind: GitRepository, name: flux-system } }
    #- fleet/clusters/one/apps.yaml
      ${flux("apps/web/base", ", components: [../../shared]")}
    #- fleet/apps/web/base/kustomization.yaml
    resources: []
    #- fleet/apps/shared/kustomization.yaml
    kind: Component
    #- apps/web/base/kustomization.yaml
    resources: []
    `,
    [["fleet/apps/web", "fleet/web"]],
    `
    fleet/clusters/one/apps.yaml:4| spec: { path: web/base, sourceRef: { kind: GitRepository, name: flux-system }, components: [../../apps/shared] }
    `,
  );
});

test("the folder of a Flux Kustomization becomes the root of its source", () => {
  expectMove(
    `
    #- fleet/flux.yaml
      ${flux("./deploy")}
    #- fleet/deploy/kustomization.yaml
    resources: [../app.yaml]
    #- fleet/app.yaml
    a: 1
    `,
    [["fleet/app.yaml", "fleet/deploy/app.yaml"]],
    "fleet/deploy/kustomization.yaml:1| resources: [app.yaml]",
  );
});

test("a path that would leave its source stays, and so do remote, open and lost ones", () => {
  expectMove(
    `
    #- one/flux.yaml
      ${flux("./apps")}
    #- one/apps/kustomization.yaml
    resources:
      - https://example.com/apps/x.yaml
      - \${DIR}/x.yaml
      - lost.yaml
    `,
    [["one/apps", "two/apps"]],
    "",
    {
      roots: [
        { path: "one", remotes: [] },
        { path: "two", remotes: [] },
      ],
    },
  );
});

test("an anchored path changes once", () => {
  expectMove(
    `
    #- flux.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: a, namespace: a }
    spec: { path: &path ./apps }
    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: b, namespace: a }
    spec: { path: *path }
    #- apps/app.yaml
    a: 1
    `,
    [["apps", "workloads"]],
    "flux.yaml:4| spec: { path: &path ./workloads }",
  );
});
