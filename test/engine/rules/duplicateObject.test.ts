import { describe, test } from "vitest";
import { duplicateObject } from "../../../server/engine/rules/duplicateObject.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(duplicateObject);

const map = (file: string, marked: boolean, metadata = "{ name: a }") => `
  #- ${file}
  apiVersion: v1
  kind: ConfigMap
  metadata: ${metadata}
  ${marked ? "#                 ^ duplicate-object (error)" : ""}`;

const kustomization = (folder: string, ...lines: readonly string[]) =>
  scene(`#- ${folder}/kustomization.yaml`, ...lines);

const sync = `
  #- clusters/main/flux-system/gotk-sync.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: flux-system, namespace: flux-system }
  spec: { path: ./clusters/main, sourceRef: { kind: GitRepository, name: flux-system } }`;

describe("twice in one build", () => {
  test("in one file", () => {
    expectProblems(`
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: a, namespace: x }
      #                 ^ duplicate-object (error): ConfigMap x/a is declared twice in one build, again in this file, so nothing of that build is applied.
      ---
      apiVersion: v1
      kind: List
      items:
        - apiVersion: v1
          kind: ConfigMap
          metadata: { name: a, namespace: x }
      #                     ^ duplicate-object
    `);
  });

  test("through two bases", () => {
    expectProblems(
      scene(
        kustomization("prod", "namespace: prod", "resources: [../one, ../two]"),
        kustomization("one", "resources: [a.yaml]"),
        kustomization("two", "resources: [a.yaml]"),
        map("one/a.yaml", true),
        map("two/a.yaml", true),
      ),
    );
  });

  test("in a folder that Flux takes up whole", () => {
    expectProblems(
      scene(sync, map("clusters/main/a.yaml", true), map("clusters/main/deep/b.yaml", true)),
    );
  });
});

describe("once in each build", () => {
  test("in two overlays", () => {
    expectProblems(
      scene(
        kustomization("prod", "resources: [../base, a.yaml]", "namespace: prod"),
        kustomization("test", "resources: [../base, a.yaml]", "namespace: test"),
        kustomization("base", "namePrefix: x-"),
        map("prod/a.yaml", false),
        map("test/a.yaml", false),
      ),
    );
  });

  test("in two clusters", () => {
    expectProblems(
      scene(sync, map("clusters/main/a.yaml", false), map("clusters/other/a.yaml", false)),
    );
  });

  test("where bases give them names or namespaces of their own", () => {
    expectProblems(
      scene(
        kustomization("all", "resources: [../one, ../two]"),
        kustomization("one", "namePrefix: one-", "resources: [a.yaml]"),
        kustomization("two", "namespace: two", "resources: [a.yaml]"),
        map("one/a.yaml", false),
        map("two/a.yaml", false),
      ),
    );
  });

  test("in two namespaces", () => {
    expectProblems(
      scene(
        map("a.yaml", false, "{ name: a, namespace: one }"),
        "---",
        "{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: two } }",
      ),
    );
  });

  test("where one is a patch of the other", () => {
    expectProblems(
      scene(
        kustomization("app", "resources: [a.yaml]", "patches: [{ path: patch.yaml }]"),
        map("app/a.yaml", false),
        map("app/patch.yaml", false),
      ),
    );
  });

  test("where a sub-folder is a build of its own", () => {
    expectProblems(
      scene(
        sync,
        map("clusters/main/a.yaml", false),
        map("clusters/main/sub/a.yaml", false),
        kustomization("clusters/main/sub", "namePrefix: x-", "resources: [a.yaml]"),
      ),
    );
  });

  test("where the path of some unknown source fits by chance", () => {
    expectProblems(
      scene(
        `
        #- tenant.yaml
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: { name: tenant, namespace: x }
        spec: { path: ./, sourceRef: { kind: GitRepository, name: tenant } }
        `,
        map("clusters/main/a.yaml", false),
        map("clusters/other/a.yaml", false),
      ),
    );
  });
});
