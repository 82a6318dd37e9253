import { describe, test } from "vitest";
import { definition } from "../../../server/engine/features/definition.ts";
import { expectPlaces } from "../../support/features.ts";

const expectDefinition = expectPlaces(definition);

describe("objects", () => {
  test("dependsOn leads to the object it names", () => {
    expectDefinition(`
      #- apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps }
      spec: { dependsOn: [{ name: in<|>fra }] }
      #- infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra }
      #                 ^^^^^
    `);
  });

  test("quotes are not part of a name, and a name leads to itself", () => {
    expectDefinition(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: "in<|>fra"
        #      ^^^^^^^^
    `);
  });

  test("a source in another namespace", () => {
    expectDefinition(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: app, namespace: apps }
      spec:
        chart:
          spec:
            sourceRef: { kind: HelmRepository, name: bit<|>nami, namespace: flux-system }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: bitnami, namespace: apps }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: bitnami, namespace: flux-system }
      #                 ^^^^^^^
    `);
  });

  test("of two clusters in one repository, the nearer is meant", () => {
    expectDefinition(`
      #- clusters/production/apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec: { dependsOn: [{ name: in<|>fra }] }
      #- clusters/production/infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: flux-system }
      #                 ^^^^^
      #- clusters/staging/infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: flux-system }
    `);
  });

  test("of two clusters with a bootstrap each, the own one is meant, wherever the file lies", () => {
    expectDefinition(`
      #- production/flux-system/kustomization.yaml
      resources: [gotk-sync.yaml]
      #- production/flux-system/gotk-sync.yaml
      ${sync("./production")}
      #- production/apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec: { path: ./apps/production, sourceRef: { kind: GitRepository, name: flux-system } }
      #- staging/flux-system/kustomization.yaml
      resources: [gotk-sync.yaml]
      #- staging/flux-system/gotk-sync.yaml
      ${sync("./staging")}
      #- staging/infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: flux-system }
      #- production/infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: flux-system }
      #                 ^^^^^
      #- apps/production/app.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: app, namespace: flux-system }
      spec: { dependsOn: [{ name: infr<|>a }] }
    `);
  });

  test("nothing here bears the name", () => {
    expectDefinition(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps }
      spec: { sourceRef: { kind: GitRepository, name: outs<|>ide } }
    `);
  });

  test("a namespace leads to its Namespace", () => {
    expectDefinition(`
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: a, namespace: te<|>am }
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: team }
      #                 ^^^^
    `);
  });
});

describe("paths", () => {
  test("a file of the same folder", () => {
    expectDefinition(`
      #- app/kustomization.yaml
      resources: [dep<|>loyment.yaml]
      #- app/deployment.yaml
      kind: Deployment
      #<-
    `);
  });

  test("a folder leads to its kustomization file", () => {
    expectDefinition(`
      #- overlays/prod/kustomization.yaml
      resources: [../../ba<|>se]
      #- base/kustomization.yml
      resources: []
      #<-
    `);
  });

  test("spec.path of a Flux Kustomization", () => {
    expectDefinition(`
      #- clusters/one/flux-system/gotk-sync.yaml
      ${sync("./clusters/one")}
      #- clusters/one/apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec: { path: ./ap<|>ps, sourceRef: { kind: GitRepository, name: flux-system } }
      #- apps/kustomization.yaml
      resources: []
      #<-
    `);
  });

  test("a file that is not there, and a remote one", () => {
    expectDefinition(`
      resources:
        - lo<|>st.yaml
    `);
    expectDefinition(`
      #- kustomization.yaml
      resources:
        - https://example.com/ba<|>se.yaml
    `);
  });
});

describe("patches", () => {
  const base = `
      #- base/kustomization.yaml
      resources: [app.yaml]
      #- base/app.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: podinfo }
      #                 ^^^^^^^
      #- other/app.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: podinfo }
`;

  test("a patch file leads to the object of its own kustomization", () => {
    expectDefinition(`${base}
      #- overlay/kustomization.yaml
      resources: [../base]
      patches: [{ path: patch.yaml }]
      #- overlay/patch.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: pod<|>info }
    `);
  });

  test("the target of a patch", () => {
    expectDefinition(`${base}
      #- overlay/kustomization.yaml
      resources: [../base]
      patches: [{ path: patch.yaml, target: { kind: Deployment, name: podin<|>fo } }]
    `);
  });

  test("a target by pattern leads to all it picks", () => {
    expectDefinition(`${base}
      #- overlay/kustomization.yaml
      resources: [../base, more.yaml]
      patches: [{ path: patch.yaml, target: { kind: Deployment, name: pod.<|>* } }]
      #- overlay/more.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: podcast }
      #                 ^^^^^^^
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
    `);
  });

  test("the name inside an inline patch", () => {
    expectDefinition(`${base}
      #- overlay/kustomization.yaml
      resources: [../base]
      patches:
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: podin<|>fo
            spec: { replicas: 2 }
    `);
  });

  test("the name under replicas", () => {
    expectDefinition(`${base}
      #- overlay/kustomization.yaml
      resources: [../base]
      replicas: [{ name: podi<|>nfo, count: 3 }]
    `);
  });

  test("a Flux Kustomization patches what its path holds", () => {
    expectDefinition(`${base}
      #- flux.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        path: base
        patches:
          - target: { kind: Deployment, name: podi<|>nfo }
            patch: "[]"
    `);
  });
});

describe("keys and anchors", () => {
  test("a key leads to the ConfigMap's key", () => {
    expectDefinition(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: app }
      spec:
        valuesFrom: [{ kind: ConfigMap, name: settings, valuesKey: prod.ya<|>ml }]
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      data:
        dev.yaml: a
        prod.yaml: b
      # ^^^^^^^^^
    `);
  });

  test("a key that a generator fills from a file leads to the file", () => {
    expectDefinition(`
      #- release.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: app }
      spec:
        valuesFrom: [{ kind: ConfigMap, name: settings, valuesKey: prod.ya<|>ml }]
      #- kustomization.yaml
      resources: [release.yaml]
      configMapGenerator: [{ name: settings, files: [dev.yaml, prod.yaml=values/prod.yaml] }]
      #- values/prod.yaml
      replicas: 2
      #<-
      #- dev.yaml
      replicas: 1
    `);
  });

  test("an image marker leads to its policy", () => {
    expectDefinition(`
      #- deploy/values.yaml
      image:
        tag: 1.0.0 # {"$imagepolicy": "flux-system:po<|>dinfo:tag"}
      #- policies.yaml
      apiVersion: image.toolkit.fluxcd.io/v1
      kind: ImagePolicy
      metadata: { name: podinfo, namespace: flux-system }
      #                 ^^^^^^^
      ---
      apiVersion: image.toolkit.fluxcd.io/v1
      kind: ImagePolicy
      metadata: { name: podinfo, namespace: other }
    `);
  });

  test("an alias leads to its anchor", () => {
    expectDefinition(`
      metadata:
        name: &app podinfo
        #      ^^^
      labels:
        app: *a<|>pp
    `);
  });

  test("the anchor of an earlier document", () => {
    expectDefinition(`
      a: &one 1
      ---
      b: &one 2
      #   ^^^
      ---
      c: *on<|>e
    `);
  });

  test("a name behind an alias is a name first", () => {
    expectDefinition(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: &app podinfo, labels: { app: *app } }
      spec: { sourceRef: { kind: GitRepository, name: *a<|>pp } }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: podinfo }
      #                 ^^^^^^^
    `);
  });
});

function sync(path: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec: { path: ${path}, sourceRef: { kind: GitRepository, name: flux-system } }`;
}
