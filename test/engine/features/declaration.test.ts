import { test } from "vitest";
import { declaration } from "../../../server/engine/features/declaration.ts";
import { expectPlaces } from "../../support/features.ts";

const expectDeclaration = expectPlaces(declaration);

test("from the base to the patches of its overlays", () => {
  expectDeclaration(`
    #- base/kustomization.yaml
    resources: [app.yaml]
    #- base/app.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: pod<|>info, namespace: podinfo }
    #- prod/kustomization.yaml
    resources: [../base]
    patches: [{ path: values.yaml, target: { kind: HelmRelease, name: podinfo } }]
    #                                                                 ^^^^^^^
    #- prod/values.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: podinfo, namespace: podinfo }
    #                 ^^^^^^^
    #- staging/kustomization.yaml
    resources: [../base]
    patchesStrategicMerge: [values.yaml]
    #- staging/values.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: podinfo }
    #                 ^^^^^^^
  `);
});

test("from a patch to its base and to the other patches", () => {
  expectDeclaration(`
    #- base/kustomization.yaml
    resources: [app.yaml]
    #- base/app.yaml
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: podinfo }
    #                 ^^^^^^^
    #- prod/kustomization.yaml
    resources: [../base]
    patches: [{ path: a.yaml }]
    #- prod/a.yaml
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: pod<|>info }
    #- tests/kustomization.yaml
    resources: [../prod]
    patches:
      - patch: |-
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: podinfo
    #~            ^^^^^^^
  `);
});

test("an object that nobody patches is alone", () => {
  expectDeclaration(`
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: pod<|>info }
    #                 ^^^^^^^^^^
  `);
});
