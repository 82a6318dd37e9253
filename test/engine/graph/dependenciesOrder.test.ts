import { expect, test } from "vitest";
import { after, bootstrap, graphIn, kustomization, textOf } from "./graphIn.ts";

const wait = "wait: true";

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
