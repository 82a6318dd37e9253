import { test } from "vitest";
import { inlayHints } from "../../../server/engine/features/inlayHints.ts";
import { spanOf } from "../../../server/engine/source.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";
import { sameMarks } from "../../support/sameMarks.ts";

/** Hints stand behind the marked words, with the marked labels; in every file of the fixture. */
function expectHints(source: string): void {
  const { files, marks } = readFixture(source);
  const workspace = workspaceOf(files);
  const found = [...files].flatMap(([path, text]) =>
    inlayHints(workspace, path, spanOf(0, text.length)).map(({ offset, label }) => {
      const word = /[^\s'"]+['"]?$/.exec(text.slice(0, offset))?.[0].length ?? 0;
      return { path, span: spanOf(offset - word, offset), label };
    }),
  );
  sameMarks(files, found, marks);
}

test("the namespace of the object applies where a reference says none", () => {
  expectHints(`
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: flux-system }
    spec:
      sourceRef:
        kind: GitRepository
        name: fleet
        #     ^^^^^ in flux-system
      dependsOn:
        - name: infra
        #       ^^^^^ in flux-system
        - name: other
          namespace: elsewhere
  `);
});

test("the namespace that the kustomization sets", () => {
  expectHints(`
    #- apps/kustomization.yaml
    namespace: media
    resources: [ks.yaml]
    #- apps/ks.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps }
    spec: { dependsOn: [{ name: infra }] }
    #                           ^^^^^ in media
  `);
});

test("none where files do not tell: no namespace anywhere, variables, two kustomizations", () => {
  expectHints(`
    #- a.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps }
    spec: { dependsOn: [{ name: infra }] }
    #- b.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: "\${x}" }
    spec: { dependsOn: [{ name: infra }] }
    #- one/kustomization.yaml
    namespace: one
    resources: [../base/ks.yaml]
    #- two/kustomization.yaml
    namespace: two
    resources: [../base/ks.yaml]
    #- base/ks.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps }
    spec: { dependsOn: [{ name: infra }] }
  `);
});

test("none where a reference cannot leave its namespace", () => {
  expectHints(`
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: { name: fleet, namespace: flux-system }
    spec: { secretRef: { name: token } }
  `);
});

test("behind quotes and aliases", () => {
  expectHints(`
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: &app apps, namespace: flux-system }
    spec:
      dependsOn:
        - name: "infra"
        #        ^^^^^^ in flux-system
        - name: *app
        #       ^^^^ in flux-system
  `);
});
