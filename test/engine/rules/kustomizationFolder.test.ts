import { describe, test } from "vitest";
import { kustomizationEntryTwice } from "../../../server/engine/rules/kustomizationEntryTwice.ts";
import { kustomizationFolder } from "../../../server/engine/rules/kustomizationFolder.ts";
import { expectProblemsOf } from "../../support/expect.ts";

const expectProblems = expectProblemsOf(kustomizationFolder);

describe("resources and components", () => {
  test("each take their own kind", () => {
    expectProblems(`
      #- kustomization.yaml
      resources: [base, extra]
      #                 ^^^^^ kustomization-folder (error): "extra" is a Component, so nothing of this kustomization builds. List it under components.
      components: [extra, base]
      #                   ^^^^ kustomization-folder: "base" is a Kustomization, so nothing of this kustomization builds. List it under resources.
      #- base/kustomization.yaml
      namePrefix: x-
      #- extra/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
    `);
  });

  test("need a kustomization file in a folder, and components a folder", () => {
    expectProblems(`
      #- kustomization.yaml
      resources: [plain]
      #           ^^^^^ kustomization-folder: Folder "plain" has no kustomization file, so nothing of this kustomization builds. Give it one, or list its files.
      components: [a.yaml]
      #            ^^^^^^ kustomization-folder: "a.yaml" is a file, so nothing of this kustomization builds. Components are folders.
      #- plain/a.yaml
      kind: ConfigMap
      #- a.yaml
      kind: ConfigMap
    `);
  });

  test("of a Flux Kustomization too", () => {
    expectProblems(
      `
      #- a.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a, namespace: x }
      spec:
        path: ./apps
        sourceRef: { kind: GitRepository, name: x }
        components: [../base]
        #            ^^^^^^^ kustomization-folder
      #- apps/a.yaml
      kind: ConfigMap
      #- base/kustomization.yaml
      namePrefix: x-
    `,
      { settings: { sources: { "GitRepository/x/x": "" } } },
    );
  });
});

test("a patch is a file", () => {
  expectProblems(`
    #- kustomization.yaml
    patches: [{ path: patches }]
    #                 ^^^^^^^ kustomization-folder: "patches" is a folder, so nothing of this kustomization builds. Name a file.
    #- patches/a.yaml
    kind: ConfigMap
  `);
});

test("a kustomization cannot hold itself", () => {
  expectProblems(`
    #- apps/web/kustomization.yaml
    resources: [., .., ../../base]
    #           ^ kustomization-folder: "." holds this kustomization itself, so nothing of this kustomization builds. Name folders beside or below it.
    #              ^^ kustomization-folder
    #- base/kustomization.yaml
    namePrefix: x-
  `);
});

test("one kustomization file a folder", () => {
  expectProblems(`
    #- base/kustomization.yaml
    kind: Kustomization
    #     ^^^^^^^^^^^^^ kustomization-folder: Beside this file lies kustomization.yml, and kustomize refuses a folder with several kustomization files. Keep one.
    apiVersion: kustomize.config.k8s.io/v1beta1
    #- base/kustomization.yml
    kind: Kustomization
    #     ^^^^^^^^^^^^^ kustomization-folder
    apiVersion: kustomize.config.k8s.io/v1beta1
    #- kustomization.yaml
    resources: [base]
    #           ^^^^ kustomization-folder: Folder "base" holds kustomization.yaml and kustomization.yml, so nothing of this kustomization builds. Keep one of them.
  `);
});

describe("a Component in a folder that Flux takes up whole", () => {
  const source = (mark: string) => `
    #- clusters/main/flux-system/gotk-sync.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: flux-system, namespace: flux-system }
    spec: { path: ./clusters/main, sourceRef: { kind: GitRepository, name: flux-system } }
    #- clusters/main/${mark ? "alerts" : "../alerts"}/kustomization.yaml
    apiVersion: kustomize.config.k8s.io/v1alpha1
    kind: Component
    ${mark}
  `;

  test("breaks its build", () => {
    expectProblems(
      source(
        "#     ^^^^^^^^^ kustomization-folder: Kustomization flux-system/flux-system takes up this folder as it is, and a Component is no resource, so its build fails. Give the folder above a kustomization file, or move the Component.",
      ),
    );
  });

  test("is fine elsewhere", () => {
    expectProblems(source("").replace("clusters/main/../alerts", "components/alerts"));
  });
});

test("one entry, however it is written, once", () => {
  expectProblemsOf(kustomizationEntryTwice)(`
    #- kustomization.yaml
    resources: [a.yaml, base/, ./a.yaml]
    #                          ^^^^^^^^ kustomization-entry-twice (error): "./a.yaml" is listed already, so this kustomization does not build and nothing of it is applied.
    bases: [base]
    #       ^^^^ kustomization-entry-twice
    components: [c, c]
    #- a.yaml
    kind: ConfigMap
    #- base/kustomization.yaml
    namePrefix: x-
    #- c/kustomization.yaml
    kind: Component
    apiVersion: kustomize.config.k8s.io/v1alpha1
  `);
});
