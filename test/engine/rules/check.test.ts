import { describe, test } from "vitest";
import { catalogue } from "../../support/catalogue.ts";
import { expectProblems, expectProblemsOf } from "../../support/expect.ts";

describe("text that is no YAML", () => {
  test("a conflict that git left is called so", () => {
    expectProblems(`
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: a }
      data:
        <<: {}
      <<<<<<<
      #<- yaml-syntax (error): A conflict of a merge was left here, so this is no YAML. Keep one side, and delete the lines of <, = and >.
        a: b
      =======
        c: d
      >>>>>>> branch
    `);
  });

  test("a mapping that is merged makes no template of a file", () => {
    expectProblems(`
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: a }
      data:
        <<: {}
        nothing
      # ^^^^^^^ yaml-syntax
    `);
  });

  test("what flux-operator fills in is left alone", () => {
    expectProblems(`
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: a }
      << inputs.data >>
    `);
  });
});

describe("required fields", () => {
  test("a parent that patches others does not excuse what its build shows to be missing", () => {
    expectProblems(
      `
      #- clusters/main/flux-system/gotk-sync.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec:
        interval: 10m
        path: ./clusters/main
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        patches:
          - target: { kind: HelmRelease }
            patch: |
              - op: add
                path: /spec/interval
                value: 1h
      #- clusters/main/web.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: web, namespace: web }
      spec: { chartRef: { kind: OCIRepository, name: web } }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: web, namespace: web }
      spec: { url: oci://example.com/web }
      #<- required-field (error): OCIRepository spec needs "interval".
      `,
      { catalogue },
    );
  });

  test("what its kustomization leaves out is told softly", () => {
    expectProblems(
      `
      #- apps/kustomization.yaml
      resources: [source.yaml]
      #- apps/source.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: web, namespace: web }
      spec: { url: oci://example.com/web }
      #<- required-field (error): OCIRepository spec needs "interval".
      #- apps/other.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      #     ^^^^^^^^^^^^^ unlisted-file
      metadata: { name: other, namespace: web }
      spec: { url: oci://example.com/web }
      #<- required-field (information): OCIRepository spec needs "interval".
      `,
      { catalogue },
    );
  });
});

describe("variables that may come from elsewhere", () => {
  const expectFailures = expectProblemsOf({ code: "build-fails" });
  const config = (value: string) => `
    #- clusters/main/flux-system/gotk-sync.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: flux-system, namespace: flux-system }
    spec:
      interval: 10m
      path: ./clusters/main
      prune: true
      sourceRef: { kind: GitRepository, name: flux-system }
      postBuild:
        substitute: { LIST: "[{ name: a }]" }
        substituteFrom: [{ kind: Secret, name: unseen }]
    #- clusters/main/shop.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: shop, namespace: shop }
    data:
      list: ${value}
  `;

  test("a default may be what makes it YAML", () => {
    expectFailures(config("${quote:='}${LIST}${quote:='}"));
  });

  test("without a default nobody knows", () => {
    expectFailures(config("${quote}${LIST}: a${quote}"));
  });
});
