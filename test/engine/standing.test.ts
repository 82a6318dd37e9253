import { describe, expect, test } from "vitest";
import { resourcesOf } from "../../server/engine/resource.ts";
import { standingOf } from "../../server/engine/standing.ts";
import { viewOf } from "../../server/engine/view.ts";
import { filesOf } from "../../server/engine/workspace.ts";
import { workspaceOf } from "../support/features.ts";
import { readFixture } from "../support/fixture.ts";

/** `path: standing` of each resource. */
function standings(source: string): readonly string[] {
  const workspace = workspaceOf(readFixture(source).files);
  const view = viewOf(workspace);
  return [...filesOf(workspace)]
    .flatMap(({ path, documents }) =>
      documents.flatMap(({ document }) =>
        resourcesOf(document, path).map((it) => `${path}: ${standingOf(it, view)}`),
      ),
    )
    .sort();
}

const secret = "{ apiVersion: v1, kind: Secret, metadata: { name: a } }";

describe("what a resource is to the cluster", () => {
  test("is said by the lists in which its file stands", () => {
    expect(
      standings(`
        #- kustomization.yaml
        resources: [object.yaml, both.yaml]
        patches: [{ path: patch.yaml }, { path: both.yaml }]
        configMapGenerator: [{ name: c, files: [data.yaml] }]
        transformers: [transformer.yaml]
        #- object.yaml
        ${secret}
        #- both.yaml
        ${secret}
        #- patch.yaml
        ${secret}
        #- data.yaml
        ${secret}
        #- transformer.yaml
        ${secret}
        #- alone.yaml
        ${secret}
      `),
    ).toEqual([
      "alone.yaml: object",
      "both.yaml: object",
      "data.yaml: template",
      "kustomization.yaml: object",
      "object.yaml: object",
      "patch.yaml: patch",
      "transformer.yaml: template",
    ]);
  });

  test("in a chart it is a template, in a folder of that name it is not", () => {
    expect(
      standings(`
        #- web/Chart.yaml
        name: web
        #- web/templates/deep/a.yaml
        ${secret}
        #- web/templates.yaml
        ${secret}
        #- other/templates/b.yaml
        ${secret}
      `),
    ).toEqual([
      "other/templates/b.yaml: object",
      "web/templates.yaml: object",
      "web/templates/deep/a.yaml: template",
    ]);
  });

  test("braces in values do not make a template, statements of Jinja do", () => {
    expect(
      standings(`
        #- alert.yaml
        { apiVersion: v1, kind: Secret, metadata: { name: a, labels: { a: "{{ $labels.x }} {% raw" } } }
        #- jinja.yaml
        #% if x %#
        ${secret}
        #% endif %#
      `),
    ).toEqual(["alert.yaml: object", "jinja.yaml: template"]);
  });
});
