import { expect, test } from "vitest";
import { after, bootstrap, graphIn, kustomization, textOf } from "./graphIn.ts";

const wait = "wait: true";

test("two clusters: the same names, each its own", () => {
  const graph = graphIn(
    bootstrap("prod") +
      kustomization("infra", [wait], "prod") +
      bootstrap("test") +
      kustomization("infra", [], "test").split("    #- infra/")[0] +
      kustomization("apps", [after("infra")], "test"),
  );
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
    └─ Kustomization flux-system/infra · ./infra · every 10 min · healthy within 5 min
          from GitRepository flux-system
          applies 1 ConfigMap
          note: Nothing waits for this, so Flux will not wait for it either.

    Cluster clusters/test

    Before the waves
    └─ GitRepository flux-system/flux-system · every 60 s

    Wave 0: at once
    └─ Kustomization flux-system/flux-system · ./clusters/test · every 10 min
          from GitRepository flux-system
          applies 1 GitRepository, 2 Kustomizations

    Wave 1: at once
    └─ Kustomization flux-system/infra · ./infra · every 10 min
          from GitRepository flux-system
          applies 1 ConfigMap
          note: Counts as ready once it is applied, for it has neither wait nor healthChecks: apps
            will not wait until it runs.

    Wave 2: after 30 s
    └─ Kustomization flux-system/apps · ./apps · every 10 min
          after infra
          from GitRepository flux-system
          applies 1 ConfigMap
          note: Nothing waits for this, so Flux will not wait for it either.
    "
  `);
});

test("without Flux: a folder that is built, and files that none takes up", () => {
  const graph = graphIn(`
    #- staging/kustomization.yaml
    namespace: staging
    resources: [release.yaml]
    #- staging/release.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: web }
    spec: { interval: 10m, chartRef: { kind: OCIRepository, name: charts } }
    #- notes/canary.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: web, namespace: web }
    spec: { targetRef: { kind: Deployment, name: web } }`);
  expect(textOf(graph)).toMatchInlineSnapshot(`
    "
    Folder staging

    Before the waves
    └─ OCIRepository staging/charts · not in these files

    Wave 0: at once
    └─ HelmRelease staging/web · every 10 min
          chart from OCIRepository charts (not in these files)
          note: Nothing waits for this, so Flux will not wait for it either.

    Files that no build takes up

    Wave 0: at once
    └─ Canary web/web
          works on Deployment web (missing)
          error: Works on Deployment web/web, which nothing here gives.
    "
  `);
});

const bare = (name: string, more = "") => `
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: ${name}, namespace: flux-system }
    spec:
      interval: 10m
      path: ./${name}
      prune: true
      sourceRef: { kind: GitRepository, name: flux-system }
      ${more}`;

const release = `
    #- apps/release.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: web, namespace: web }
    spec: { interval: 10m, chartRef: { kind: OCIRepository, name: charts } }`;

test("set up by flux-operator", () => {
  const graph = graphIn(`
    #- clusters/prod/flux.yaml
    apiVersion: fluxcd.controlplane.io/v1
    kind: FluxInstance
    metadata: { name: flux, namespace: flux-system }
    spec: { sync: { kind: GitRepository, url: "https://git.example.com/x", path: clusters/prod } }
    #- clusters/prod/apps.yaml${bare("apps")}${release}`);
  expect(textOf(graph)).toMatchInlineSnapshot(`
    "
    Cluster clusters/prod

    Before the waves
    ├─ GitRepository flux-system/flux-system · made by a controller
    └─ OCIRepository web/charts · not in these files

    Wave 0: at once
    └─ Kustomization flux-system/apps · ./apps · every 10 min
       │  from GitRepository flux-system (made by a controller)
       │  note: Nothing waits for this, so Flux will not wait for it either.
       └─ HelmRelease web/web · every 10 min
             chart from OCIRepository charts (not in these files)
             note: Nothing waits for this, so Flux will not wait for it either.
    "
  `);
});

test("where nobody knows whose folder the source is, files tell who applies what", () => {
  const graph = graphIn(`
    #- clusters/prod/source.yaml
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: { name: flux-system, namespace: flux-system }
    spec: { interval: 1m, url: "https://git.example.com/x" }
    #- clusters/prod/apps.yaml${bare("apps", "dependsOn: [{ name: infra }]")}
    #- clusters/prod/infra.yaml${bare("infra", "wait: true")}${release}`);
  expect(textOf(graph)).toMatchInlineSnapshot(`
    "
    Files that no build takes up

    Before the waves
    ├─ GitRepository flux-system/flux-system · every 60 s
    └─ OCIRepository web/charts · not in these files

    Wave 0: at once
    └─ Kustomization flux-system/infra · ./infra · every 10 min · healthy within 570 s
          from GitRepository flux-system

    Wave 1: after 30 s, at the latest after 10 min
    └─ Kustomization flux-system/apps · ./apps · every 10 min
       │  after infra
       │  from GitRepository flux-system
       │  note: Nothing waits for this, so Flux will not wait for it either.
       └─ HelmRelease web/web · every 10 min
             chart from OCIRepository charts (not in these files)
             note: Nothing waits for this, so Flux will not wait for it either.
    "
  `);
});

test("nothing at all", () => {
  expect(textOf(graphIn("a: 1"))).toBe("\nThere is nothing of Flux or Flagger here.\n\n");
});
