import { expect, test } from "vitest";
import { bootstrap, graphIn, kustomization, textOf } from "./graphIn.ts";

const wait = "wait: true";
const after = (...names: readonly string[]) =>
  `dependsOn: [${names.map((it) => `{ name: ${it} }`).join(", ")}]`;

test("each waits for the one before, and is looked at every 30 s", () => {
  const graph = graphIn(
    bootstrap() +
      kustomization("cert-manager", [wait]) +
      kustomization("linkerd", [wait, after("cert-manager")]) +
      kustomization("flagger", [wait, after("linkerd")]) +
      kustomization("ingress", [wait, after("linkerd")]) +
      kustomization("apps", [wait, after("flagger", "ingress")]),
  );
  expect(textOf(graph)).toMatchInlineSnapshot(`
    "
    Cluster clusters/prod

    Before the waves
    └─ GitRepository flux-system/flux-system · every 60 s

    Wave 0: at once
    └─ Kustomization flux-system/flux-system · ./clusters/prod · every 10 min
          from GitRepository flux-system
          applies 1 GitRepository, 5 Kustomizations

    Wave 1: at once
    └─ Kustomization flux-system/cert-manager · ./cert-manager · every 10 min ·
            healthy within 5 min
          from GitRepository flux-system
          applies 1 ConfigMap

    Wave 2: after 30 s, at the latest after 330 s
    └─ Kustomization flux-system/linkerd · ./linkerd · every 10 min · healthy within 5 min
          after cert-manager
          from GitRepository flux-system
          applies 1 ConfigMap

    Wave 3: after 60 s, at the latest after 11 min
    ├─ Kustomization flux-system/flagger · ./flagger · every 10 min · healthy within 5 min
    │     after linkerd
    │     from GitRepository flux-system
    │     applies 1 ConfigMap
    └─ Kustomization flux-system/ingress · ./ingress · every 10 min · healthy within 5 min
          after linkerd
          from GitRepository flux-system
          applies 1 ConfigMap

    Wave 4: after 90 s, at the latest after 16 min 30 s
    └─ Kustomization flux-system/apps · ./apps · every 10 min · healthy within 5 min
          after flagger, ingress
          from GitRepository flux-system
          applies 1 ConfigMap
          note: Nothing waits for this, so Flux will not wait for it either.
    "
  `);
});

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

test("ready means applied, where nobody checks health", () => {
  const graph = graphIn(
    bootstrap() +
      kustomization("infra") +
      kustomization("apps", [after("infra")]) +
      kustomization("tests", [after("infra"), "suspend: true"]),
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

    Wave 1: at once
    └─ Kustomization flux-system/infra · ./infra · every 10 min
          from GitRepository flux-system
          applies 1 ConfigMap
          note: Counts as ready once it is applied, for it has neither wait nor healthChecks: apps and
            1 more will not wait until it runs.

    Wave 2: after 30 s
    ├─ Kustomization flux-system/apps · ./apps · every 10 min
    │     after infra
    │     from GitRepository flux-system
    │     applies 1 ConfigMap
    │     note: Nothing waits for this, so Flux will not wait for it either.
    └─ Kustomization flux-system/tests · ./tests · every 10 min · suspended
          after infra
          from GitRepository flux-system
          applies 1 ConfigMap
          warning: Suspended: Flux does nothing with it until it is resumed, and what waits for it may
            wait as long.
          note: Nothing waits for this, so Flux will not wait for it either.
    "
  `);
});

test("what waits for something suspended waits as long", () => {
  const graph = graphIn(
    bootstrap() +
      kustomization("infra", [wait, "suspend: true"]) +
      kustomization("apps", [wait, after("infra")]) +
      kustomization("tests", [after("apps")]),
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

    Wave 1: at once
    └─ Kustomization flux-system/infra · ./infra · every 10 min · healthy within 5 min · suspended
          from GitRepository flux-system
          applies 1 ConfigMap
          warning: Suspended: Flux does nothing with it until it is resumed, and what waits for it may
            wait as long.

    Never
    ├─ Kustomization flux-system/apps · ./apps · every 10 min · healthy within 5 min
    │     after infra
    │     from GitRepository flux-system
    │     applies 1 ConfigMap
    │     warning: Never starts: it waits for Kustomization flux-system/infra, which is suspended.
    └─ Kustomization flux-system/tests · ./tests · every 10 min
          after apps
          from GitRepository flux-system
          applies 1 ConfigMap
          warning: Never starts: it waits for Kustomization flux-system/apps, which never gets ready.
    "
  `);
});

test("what a dependency must satisfy", () => {
  const graph = graphIn(
    bootstrap() +
      kustomization("infra", [wait]) +
      kustomization("apps", [
        'dependsOn: [{ name: infra, readyExpr: "dep.metadata.labels.version == self.metadata.labels.version" }]',
      ]),
  );
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
    └─ Kustomization flux-system/infra · ./infra · every 10 min · healthy within 5 min
          from GitRepository flux-system
          applies 1 ConfigMap

    Wave 2: after 30 s, at the latest after 330 s
    └─ Kustomization flux-system/apps · ./apps · every 10 min
          after infra (when dep.metadata.labels.version == self.metadata.labels.version)
          from GitRepository flux-system
          applies 1 ConfigMap
          note: Nothing waits for this, so Flux will not wait for it either.
    "
  `);
});

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
