import { expect, test } from "vitest";
import { after, bootstrap, graphIn, kustomization, textOf } from "./graphIn.ts";

const wait = "wait: true";

test("two that wait for one another, and one that waits for them", () => {
  const graph = graphIn(
    bootstrap() +
      kustomization("east", [wait, after("west")]) +
      kustomization("west", [wait, after("east")]) +
      kustomization("shop", [wait, after("east")]),
  );
  expect(textOf(graph)).toMatchInlineSnapshot(`
    "
    Cluster clusters/prod

    Before the waves
    └─ GitRepository flux-system/flux-system · every 60 s

    Wave 0: at once
    └─ Kustomization flux-system/flux-system · ./clusters/prod · every 10 min
          from GitRepository flux-system
          applies 1 GitRepository, 3 Kustomizations

    Never
    ├─ Kustomization flux-system/east · ./east · every 10 min · healthy within 5 min
    │     after west
    │     from GitRepository flux-system
    │     applies 1 ConfigMap
    │     error: Waits for itself: east → west → east. None of these ever starts.
    ├─ Kustomization flux-system/west · ./west · every 10 min · healthy within 5 min
    │     after east
    │     from GitRepository flux-system
    │     applies 1 ConfigMap
    │     error: Waits for itself: west → east → west. None of these ever starts.
    └─ Kustomization flux-system/shop · ./shop · every 10 min · healthy within 5 min
          after east
          from GitRepository flux-system
          applies 1 ConfigMap
          error: Never starts: it waits for Kustomization flux-system/east, which never gets ready.
    "
  `);
});

test("one that waits for itself", () => {
  const graph = graphIn(bootstrap() + kustomization("apps", [wait, after("apps")]));
  expect(textOf(graph)).toMatchInlineSnapshot(`
    "
    Cluster clusters/prod

    Before the waves
    └─ GitRepository flux-system/flux-system · every 60 s

    Wave 0: at once
    └─ Kustomization flux-system/flux-system · ./clusters/prod · every 10 min
          from GitRepository flux-system
          applies 1 GitRepository, 1 Kustomization

    Never
    └─ Kustomization flux-system/apps · ./apps · every 10 min · healthy within 5 min
          after apps
          from GitRepository flux-system
          applies 1 ConfigMap
          error: Waits for itself, so it never starts.
    "
  `);
});

test("a parent that is ready only when its child is, and a child that waits for its parent", () => {
  const graph = graphIn(`${bootstrap()}${kustomization("infra", [wait])}
    #- infra/child.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: child, namespace: flux-system }
    spec:
      interval: 10m
      path: ./child
      prune: true
      sourceRef: { kind: GitRepository, name: flux-system }
      dependsOn: [{ name: infra }]
    #- child/settings.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: child, namespace: default }`);
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
          applies 1 ConfigMap, 1 Kustomization
          error: Never gets ready: Kustomization infra is ready only when Kustomization child is;
            Kustomization child waits for Kustomization infra.

    Never
    └─ Kustomization flux-system/child · ./child · every 10 min
          after infra
          from GitRepository flux-system
          applies 1 ConfigMap
          error: Never starts: Kustomization child waits for Kustomization infra; Kustomization infra
            is ready only when Kustomization child is.
    "
  `);
});

test("what is missing, what is elsewhere, and what waits for those who need them", () => {
  const graph =
    graphIn(`${bootstrap()}${kustomization("database", [wait, after("storage")])}${kustomization("shop", [wait, after("database")])}
    #- shop/release.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: shop, namespace: shop }
    spec:
      interval: 10m
      chart: { spec: { chart: shop, sourceRef: { kind: HelmRepository, name: charts } } }
    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: HelmRepository
    metadata: { name: charts, namespace: flux-system }
    spec: { interval: 1h, url: "https://charts.example.com" }`);
  expect(textOf(graph)).toMatchInlineSnapshot(`
    "
    Cluster clusters/prod

    Before the waves
    └─ GitRepository flux-system/flux-system · every 60 s

    Wave 0: at once
    └─ Kustomization flux-system/flux-system · ./clusters/prod · every 10 min
          from GitRepository flux-system
          applies 1 GitRepository, 2 Kustomizations

    Never
    ├─ Kustomization flux-system/database · ./database · every 10 min · healthy within 5 min
    │     after storage (missing)
    │     from GitRepository flux-system
    │     applies 1 ConfigMap
    │     error: Waits for Kustomization flux-system/storage, which nothing here gives; it never
    │       starts.
    └─ Kustomization flux-system/shop · ./shop · every 10 min · healthy within 5 min
       │  after database
       │  from GitRepository flux-system
       │  applies 1 ConfigMap
       │  error: Never starts: it waits for Kustomization flux-system/database, which never gets
       │    ready.
       ├─ HelmRepository flux-system/charts · every 1 h
       │     note: Never starts: Kustomization flux-system/shop, which applies it, never starts.
       │     note: Nothing here uses this HelmRepository.
       └─ HelmRelease shop/shop · shop · every 10 min
             chart from HelmRepository charts (missing)
             warning: Takes its chart from HelmRepository shop/charts, which nothing here gives; there is
               one in flux-system; it never starts unless that comes from elsewhere.
             note: Never starts: Kustomization flux-system/shop, which applies it, never starts.
    "
  `);
});

test("a build that fails is never ready; what nothing applies and what nothing uses is told", () => {
  const graph =
    graphIn(`${bootstrap()}${kustomization("apps", [wait])}${kustomization("tests", [after("apps")])}
    #- clusters/prod/kustomization.yaml
    resources: [flux-system/gotk-sync.yaml, apps.yaml, tests.yaml]
    #- clusters/prod/charts.yaml
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: HelmRepository
    metadata: { name: charts, namespace: flux-system }
    spec: { interval: 1h, url: "https://charts.example.com" }
    #- apps/kustomization.yaml
    resources: [nowhere.yaml]`);
  expect(textOf(graph)).toMatchInlineSnapshot(`
    "
    Cluster clusters/prod

    Before the waves
    ├─ HelmRepository flux-system/charts · every 1 h
    │     warning: No Kustomization of this cluster applies it.
    │     note: Nothing here uses this HelmRepository.
    └─ GitRepository flux-system/flux-system · every 60 s

    Wave 0: at once
    └─ Kustomization flux-system/flux-system · ./clusters/prod · every 10 min
          from GitRepository flux-system
          applies 1 GitRepository, 2 Kustomizations

    Wave 1: at once
    └─ Kustomization flux-system/apps · ./apps · every 10 min · healthy within 5 min
          from GitRepository flux-system
          error: Its build fails, so it never gets ready: kustomize build failed: accumulating
            resources: accumulation err='accumulating resources from 'nowhere.yaml': open
            apps/nowhere.yaml: no such file or directory': must build at directory: not a valid
            directory: evalsymlink failure on 'apps/nowhere.yaml' : lstat apps/nowhere.yaml: no such
            file or directory

    Never
    └─ Kustomization flux-system/tests · ./tests · every 10 min
          after apps
          from GitRepository flux-system
          applies 1 ConfigMap
          error: Never starts: it waits for Kustomization flux-system/apps, which never gets ready.
    "
  `);
});
