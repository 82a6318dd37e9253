import { expect, test } from "vitest";
import { after, bootstrap, graphIn, kustomization, textOf } from "./graphIn.ts";

test("releases: values, dependencies, and what health checks wait for", () => {
  const graph = graphIn(`${bootstrap()}${kustomization("apps", [
    "healthChecks: [{ apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, name: web, namespace: web }]",
    "postBuild: { substituteFrom: [{ kind: ConfigMap, name: cluster, optional: true }] }",
  ])}${kustomization("tests", [after("apps")])}
    #- apps/releases.yaml
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: OCIRepository
    metadata: { name: charts, namespace: web }
    spec: { interval: 1h, url: "oci://charts.example.com/web" }
    ---
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: database, namespace: web }
    spec:
      interval: 10m
      chartRef: { kind: OCIRepository, name: charts }
    ---
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: web, namespace: web }
    spec:
      interval: 10m
      timeout: 2m
      dependsOn: [{ name: database }]
      chartRef: { kind: OCIRepository, name: charts }
      valuesFrom:
        - { kind: ConfigMap, name: web-values }
        - { kind: Secret, name: web-login }
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: web-values, namespace: web }
    data: { values.yaml: "replicas: 2" }`);
  expect(textOf(graph)).toMatchInlineSnapshot(`
    "
    Cluster clusters/prod

    Before the waves
    └─ GitRepository flux-system/flux-system · every 60 s

    Wave 0: at once
    └─ Kustomization flux-system/flux-system · ./clusters/prod · every 10 min
          from GitRepository flux-system
          applies 1 GitRepository, 2 Kustomizations

    Wave 1: at once
    └─ Kustomization flux-system/apps · ./apps · every 10 min · partly healthy within 5 min
       │  from GitRepository flux-system
       │  values from ConfigMap cluster (optional, not in these files)
       │  applies 2 ConfigMaps
       ├─ OCIRepository web/charts · every 1 h
       ├─ HelmRelease web/database · every 10 min
       │     chart from OCIRepository charts
       └─ HelmRelease web/web · every 10 min
             after database
             chart from OCIRepository charts
             values from ConfigMap web-values, Secret web-login (not in these files)

    Wave 2: after 60 s, at the latest after 8 min
    └─ Kustomization flux-system/tests · ./tests · every 10 min
          after apps
          from GitRepository flux-system
          applies 1 ConfigMap
          note: Nothing waits for this, so Flux will not wait for it either.
    "
  `);
});

test("a Canary and what it works on", () => {
  const graph = graphIn(`${bootstrap()}${kustomization("apps")}
    #- apps/canary.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: web, namespace: web }
    spec:
      targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
      autoscalerRef: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: web }
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web, namespace: web }`);
  expect(textOf(graph)).toMatchInlineSnapshot(`
    "
    Cluster clusters/prod

    Before the waves
    └─ GitRepository flux-system/flux-system · every 60 s

    Wave 0: at once
    └─ Kustomization flux-system/flux-system · ./clusters/prod · every 10 min
          from GitRepository flux-system
          applies 1 GitRepository, 1 Kustomization

    Wave 1: at once
    └─ Kustomization flux-system/apps · ./apps · every 10 min
       │  from GitRepository flux-system
       │  applies 1 ConfigMap, 1 Deployment
       │  note: Nothing waits for this, so Flux will not wait for it either.
       └─ Canary web/web
             works on Deployment web, HorizontalPodAutoscaler web (missing)
             error: Works on HorizontalPodAutoscaler web/web, which nothing here gives.
    "
  `);
});
