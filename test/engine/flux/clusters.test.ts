import { expect, test } from "vitest";
import { fluxMakers } from "../../../server/engine/flux/clusters.ts";
import { emptyMemory, readerOf } from "../../../server/engine/kustomize/memory.ts";
import { changed, emptyWorkspace } from "../../../server/engine/workspace.ts";
import { workspaceFiles } from "../../../server/engine/workspaceFiles.ts";
import { readFixture } from "../../support/fixture.ts";
import { apps, render, SYNC } from "./renderFixture.ts";

const child = `
    #- clusters/test/apps.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: flux-system }
    spec:
      path: ./apps/\${stage}
      sourceRef: { kind: GitRepository, name: flux-system }
    #- apps/prod/cm.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: cm, namespace: apps }
    data: { x: "\${a}" }
`;

const patched = SYNC.trimEnd().concat(`
      postBuild: { substitute: { stage: prod } }
      patches:
        - target: { kind: Kustomization, name: apps }
          patch: |
            - { op: add, path: /spec/postBuild, value: { substitute: { a: patched } } }
`);

test("a child is built as its parent's build leaves it: patched, then substituted", () => {
  expect(render(patched + child)).toContain("x: patched");
});

test("a Kustomization that its parent does not list is built as it stands", () => {
  const unlisted = `
    #- clusters/test/kustomization.yaml
    resources: [flux-system/gotk-sync.yaml]
`;
  expect(
    render(`${apps()}${unlisted}
    #- apps/a.yaml
    { apiVersion: v1, kind: ServiceAccount, metadata: { name: a, namespace: x } }
`),
  ).toContain("name: a");
});

function ids(source: string, lenient: boolean): readonly string[] {
  const files = [...readFixture(source).files];
  const empty = emptyWorkspace({ find: () => undefined, kinds: [] });
  const { workspace } = changed(
    empty,
    files.map(([path, text]) => ({ path, content: { text } })),
  );
  const reader = readerOf(workspaceFiles(workspace), emptyMemory());
  return [...fluxMakers(workspace, reader, lenient)].map((it) => it.name.id);
}

test("each cluster has its own, and children come after those that they wait for", () => {
  const sync = (cluster: string) => SYNC.replaceAll("clusters/test", `clusters/${cluster}`);
  const tenant = (cluster: string, name: string, after: string) => `
    #- clusters/${cluster}/${name}.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: ${name}, namespace: flux-system }
    spec:
      path: ./apps
      dependsOn: ${after}
      sourceRef: { kind: GitRepository, name: flux-system }
`;
  const source = [
    sync("dev"),
    sync("prod"),
    tenant("dev", "a", "[{ name: b }]"),
    tenant("dev", "b", "[]"),
    tenant("prod", "a", "[]"),
    `
    #- apps/kustomization.yaml
    configMapGenerator: [{ name: x, namespace: y }]
`,
  ].join("");
  expect(ids(source, true)).toEqual([
    "flux clusters/dev flux-system/flux-system",
    "flux clusters/dev flux-system/b",
    "flux clusters/dev flux-system/a",
    "flux clusters/prod flux-system/flux-system",
    "flux clusters/prod flux-system/a",
  ]);
});

test("a source that is not here is told, and left out for people who edit", () => {
  const elsewhere = apps().replace(
    "path: ./apps\n      sourceRef: { kind: GitRepository, name: flux-system }",
    "path: ./apps\n      sourceRef: { kind: OCIRepository, name: far }",
  );
  expect(render(elsewhere)).toBe(
    'ArtifactFailed: OCIRepository.source.toolkit.fluxcd.io "far" not found (clusters/test/apps.yaml:8)',
  );
  expect(ids(elsewhere, true)).toEqual(["flux clusters/test flux-system/flux-system"]);
});
