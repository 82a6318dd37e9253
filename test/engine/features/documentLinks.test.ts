import { expect, test } from "vitest";
import { documentLinks } from "../../../server/engine/features/documentLinks.ts";
import { fileAt } from "../../../server/engine/workspace.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";
import { sameMarks } from "../../support/sameMarks.ts";

/** The links of the first file are marked with what they open. */
function expectLinks(source: string): void {
  const { files, marks } = readFixture(source);
  const workspace = workspaceOf(files);
  const [path = ""] = files.keys();
  const file = fileAt(workspace, path);
  const found = file ? documentLinks(workspace, file) : [];
  sameMarks(
    files,
    found.map(({ span, target }) => ({ path, span, label: target })),
    marks,
  );
}

test("entries of a kustomization file", () => {
  expectLinks(`
    #- prod/kustomization.yaml
    resources:
      - ../base
      # ^^^^^^^ base/kustomization.yaml
      - "./app.yaml"
      #  ^^^^^^^^^^ prod/app.yaml
      - lost.yaml
      - ../plain
      - https://example.com/x.yaml
    configMapGenerator:
      - name: values
        files: [values.yaml=values/prod.yaml]
        #                   ^^^^^^^^^^^^^^^^ prod/values/prod.yaml
    #- prod/app.yaml
    a: 1
    #- prod/values/prod.yaml
    a: 1
    #- base/kustomization.yaml
    a: 1
    #- plain/a.yaml
    a: 1
  `);
});

test("paths of Flux objects in any document", () => {
  expectLinks(`
    #- flux.yaml
    apiVersion: v1
    kind: Namespace
    metadata: { name: a }
    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: a, namespace: a }
    spec: { path: ./apps/web }
    #             ^^^^^^^^^^ apps/web/kustomization.yaml
    #- apps/web/kustomization.yaml
    a: 1
  `);
});

test("a file without paths", () => {
  expectLinks("a: ./b.yaml\n#- b.yaml\na: 1");
  expect(
    documentLinks(workspaceOf(new Map()), { path: "x", text: undefined, documents: [] }),
  ).toEqual([]);
});
