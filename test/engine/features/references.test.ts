import { describe, test } from "vitest";
import { references } from "../../../server/engine/features/references.ts";
import { expectPlaces } from "../../support/features.ts";

const expectReferences = expectPlaces((workspace, cursor) => references(workspace, cursor, true));
const expectUsesOnly = expectPlaces((workspace, cursor) => references(workspace, cursor, false));

describe("objects", () => {
  test("from the name: everybody who names it, in every file", () => {
    expectReferences(`
      #- source.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: fle<|>et, namespace: flux-system }
      #                 ^^^^^^^^
      #- apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: fleet, namespace: flux-system }
      spec: { sourceRef: { kind: GitRepository, name: fleet } }
      #                                               ^^^^^
      #- alerts.yaml
      apiVersion: notification.toolkit.fluxcd.io/v1beta3
      kind: Alert
      metadata: { name: a, namespace: flux-system }
      spec:
        eventSources:
          - kind: GitRepository
            name: 'fleet'
            #      ^^^^^
          - kind: Kustomization
            name: fleet
          - kind: GitRepository
            name: fleet
            namespace: elsewhere
    `);
  });

  test("from a reference, without the declaration", () => {
    expectUsesOnly(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: a }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: a }
      spec: { dependsOn: [{ name: in<|>fra }] }
      #                           ^^^^^^^^
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: tests, namespace: a }
      spec: { dependsOn: [{ name: infra }] }
      #                           ^^^^^
    `);
  });

  test("an object from elsewhere: everybody who names it too", () => {
    expectReferences(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a }
      spec: { sourceRef: { kind: GitRepository, name: fl<|>ux-system } }
      #                                               ^^^^^^^^^^^^^^
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: b }
      spec: { sourceRef: { kind: GitRepository, name: flux-system } }
      #                                               ^^^^^^^^^^^
    `);
  });

  test("patches, targets and replicas of the kustomizations that build it", () => {
    expectReferences(`
      #- base/kustomization.yaml
      resources: [app.yaml]
      #- base/app.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: pod<|>info }
      #                 ^^^^^^^^^^
      #- prod/kustomization.yaml
      resources: [../base]
      replicas: [{ name: podinfo, count: 3 }]
      #                  ^^^^^^^
      patches:
        - path: patch.yaml
        - target: { kind: Deployment, name: podinfo }
          #                                 ^^^^^^^
          path: json.yaml
        - patch: |
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: podinfo
          #~        ^^^^^^^
        - patch: |
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: podinfo
      #- prod/patch.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: podinfo }
      #                 ^^^^^^^
      #- unrelated/kustomization.yaml
      replicas: [{ name: podinfo, count: 3 }]
    `);
  });

  test("from a pattern: all that it picks, and who names them", () => {
    expectReferences(`
      #- kustomization.yaml
      resources: [app.yaml]
      patches: [{ path: p.yaml, target: { kind: Deployment, name: (web|<|>api) } }]
      #                                                           ^^^^^^^^^^^^
      #- app.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      #                 ^^^
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: api }
      #                 ^^^
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: api }
      spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: api } }
      #                                                                 ^^^
    `);
  });

  test("an alias that says the name is a place of its own", () => {
    expectReferences(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: &app infra }
      #                      ^^^^^
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: web, labels: { app: *app } }
      spec: { dependsOn: [{ name: *a<|>pp }] }
      #                           ^^^^^^^
    `);
  });

  test("of two clusters, only the own one", () => {
    expectReferences(`
      #- clusters/a/infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: inf<|>ra, namespace: flux-system }
      #                 ^^^^^^^^
      #- clusters/a/apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec: { dependsOn: [{ name: infra }] }
      #                           ^^^^^
      #- clusters/b/infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: flux-system }
      #- clusters/b/apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec: { dependsOn: [{ name: infra }] }
    `);
  });
});

describe("paths", () => {
  test("who lists a file", () => {
    expectReferences(`
      #- a/kustomization.yaml
      resources: [../sha<|>red.yaml]
      #           ^^^^^^^^^^^^^^^^^
      #- b/kustomization.yaml
      resources: [./../shared.yaml]
      #           ^^^^^^^^^^^^^^^^
      #- shared.yaml
      a: 1
    `);
  });

  test("who lists a folder, Flux included", () => {
    expectReferences(`
      #- prod/kustomization.yaml
      resources: [../ba<|>se]
      #           ^^^^^^^^^^
      #- flux.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a, namespace: b }
      spec: { path: ./base }
      #             ^^^^^^
      #- base/kustomization.yaml
      resources: []
    `);
  });
});

test("markers of an image policy, from one of them", () => {
  expectReferences(`
    #- policies.yaml
    apiVersion: image.toolkit.fluxcd.io/v1
    kind: ImagePolicy
    metadata: { name: podinfo, namespace: flux-system }
    #                 ^^^^^^^
    #- app.yaml
    a: 1 # {"$imagepolicy": "flux-system:pod<|>info:tag"}
    #                                    ^^^^^^^^^^
    ---
    b: 1 # {"$imagepolicy": "flux-system:podinfo"}
    #                                    ^^^^^^^
  `);
});

test("an anchor and its aliases, up to the next of its name", () => {
  expectReferences(`
    a: &x<|> 1
    #   ^^^^
    b: *x
    #  ^^
    ---
    c: *x
    #  ^^
    d: &x 2
    e: *x
  `);
});

test("who names a key", () => {
  expectReferences(`
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: app }
    spec:
      valuesFrom: [{ kind: ConfigMap, name: settings, valuesKey: prod.ya<|>ml }]
    #                                                            ^^^^^^^^^^^^
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: settings }
    data: { prod.yaml: b }
  `);
});
