import { describe, expect, test } from "vitest";
import { unlistedFile } from "../../../server/engine/rules/unlistedFile.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";

const expectProblems = expectProblemsOf(unlistedFile);

test("a file is forgotten once, however much it holds", () => {
  expectProblems(`
    #- kustomization.yaml
    resources: []
    #- a.yaml
    apiVersion: v1
    kind: Secret
    #     ^^^^^^ unlisted-file (hint): kustomization.yaml beside it does not list this file, so it is never applied.
    metadata: { name: a }
    ---
    apiVersion: v1
    kind: Secret
    metadata: { name: b }
  `);
});

describe("nothing is said", () => {
  test("of what is listed for any purpose, by this kustomization or another", () => {
    expectProblems(`
      #- kustomization.yml
      patches: [{ path: patch.yaml }]
      configMapGenerator: [{ name: c, files: [data.yaml] }]
      configurations: [config.yaml]
      #- other/kustomization.yaml
      resources: [../shared.yaml]
      #- patch.yaml
      { apiVersion: v1, kind: Secret, metadata: { name: a } }
      #- data.yaml
      { apiVersion: v1, kind: Secret, metadata: { name: b } }
      #- config.yaml
      { apiVersion: v1, kind: Secret, metadata: { name: c } }
      #- shared.yaml
      { apiVersion: v1, kind: Secret, metadata: { name: d } }
    `);
  });

  test("of what is no manifest", () => {
    expectProblems(`
      #- kustomization.yaml
      resources: []
      #- values.yaml
      replicas: 1
      #- nameless.yaml
      apiVersion: v1
      kind: Config
      #- template.yaml.j2
      { apiVersion: v1, kind: Secret, metadata: { name: a } }
    `);
  });

  test("in a folder without a kustomization file, and in sub-folders", () => {
    expectProblems(`
      #- a.yaml
      { apiVersion: v1, kind: Secret, metadata: { name: a } }
      #- app/kustomization.yaml
      resources: []
      #- app/sub/b.yaml
      { apiVersion: v1, kind: Secret, metadata: { name: b } }
    `);
  });
});

describe("it is added", () => {
  const added = (list: string) =>
    fixed(
      unlistedFile,
      `
      #- kustomization.yaml
      ${list}
      #- b.yaml
      { apiVersion: v1, kind: Secret, metadata: { name: b } }
      #- a.yaml
      { apiVersion: v1, kind: Secret, metadata: { name: a } }
      `,
    );

  test("to the list as that is written", () => {
    expect(added("resources: [a.yaml]")).toBe("resources: [a.yaml, b.yaml]\n");
    expect(added("resources: [./a.yaml]")).toBe("resources: [./a.yaml, ./b.yaml]\n");
  });

  test("to a list that is not there yet", () => {
    expect(added("namespace: x")).toContain("resources:\n");
  });
});
