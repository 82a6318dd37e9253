import { describe, expect, test } from "vitest";
import { prepareRename, rename } from "../../../server/engine/features/rename.ts";
import type { World } from "../../support/expect.ts";
import { changedLines, dedented, expectPlaces, readScene } from "../../support/features.ts";

/** After the rename exactly these lines are different. */
function expectRename(source: string, to: string, expected: string, world: World = {}): void {
  const { files, workspace, cursor } = readScene(source, world);
  const renamed = rename(workspace, cursor, to);
  if (renamed.type === "refusal") throw new Error(`Refused: ${renamed.reason}`);
  expect(changedLines(files, renamed.edits)).toBe(dedented(expected));
}

function expectRefusal(source: string, to: string, reason: string): void {
  const { workspace, cursor } = readScene(source);
  expect(rename(workspace, cursor, to)).toEqual({ type: "refusal", reason });
}

/** Refused before a new name is even asked for. */
function expectNoRename(source: string, reason: string): void {
  const { workspace, cursor } = readScene(source);
  expect(prepareRename(workspace, cursor)).toEqual({ type: "refusal", reason });
  expect(rename(workspace, cursor, "other")).toEqual({ type: "refusal", reason });
}

const expectPrepared = expectPlaces((workspace, cursor) => {
  const prepared = prepareRename(workspace, cursor);
  return prepared.type === "refusal" ? [] : [{ ...prepared.place, label: prepared.name }];
});

describe("what may be renamed", () => {
  test("a name, without its quotes", () => {
    expectPrepared(`
      kind: Deployment
      apiVersion: apps/v1
      metadata: { name: "we<|>b" }
      #                  ^^^^^^ web
    `);
  });

  test("a reference through an alias", () => {
    expectPrepared(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, labels: { a: &src fleet } }
      spec: { sourceRef: { kind: GitRepository, name: *s<|>rc } }
      #                                               ^^^^^^^ fleet
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: fleet }
    `);
  });

  test("an alias that is no name", () => {
    expectPrepared(`
      a: &one 1
      b: *on<|>e
      #   ^^^^^^ one
    `);
  });
});

describe("objects", () => {
  test("from the name, in every file, quotes kept", () => {
    expectRename(
      `
      #- clusters/one/infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: in<|>fra, namespace: flux-system }
      #- clusters/one/apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: infra-apps
        namespace: flux-system
      spec:
        dependsOn:
          - name: "infra" # before all
          - { name: 'infra', namespace: flux-system }
          - { name: infra, namespace: other }
      #- alert.yaml
      apiVersion: notification.toolkit.fluxcd.io/v1beta3
      kind: Alert
      metadata: { name: infra, namespace: flux-system }
      spec: { eventSources: [{ kind: Kustomization, name: infra }, { kind: HelmRelease, name: infra }] }
    `,
      "base",
      `
      clusters/one/infra.yaml:3| metadata: { name: base, namespace: flux-system }
      clusters/one/apps.yaml:8| - name: "base" # before all
      clusters/one/apps.yaml:9| - { name: 'base', namespace: flux-system }
      alert.yaml:4| spec: { eventSources: [{ kind: Kustomization, name: base }, { kind: HelmRelease, name: infra }] }
    `,
    );
  });

  test("from a reference, with everything that patches it", () => {
    expectRename(
      `
      #- base/kustomization.yaml
      resources: [app.yaml]
      #- base/app.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: podinfo }
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: podinfo }
      spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: pod<|>info } }
      #- prod/kustomization.yaml
      resources: [../base]
      replicas: [{ name: podinfo, count: 2 }]
      patches:
        - path: patch.yaml
          target: { kind: Deployment, name: podinfo }
        - target: { kind: Deployment, name: .* }
          patch: '[]'
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: podinfo
            spec:
              template: { metadata: { name: podinfo } }
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: podinfo
      #- prod/patch.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: podinfo }
    `,
      "face",
      `
      base/app.yaml:3| metadata: { name: face }
      base/app.yaml:8| spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: face } }
      prod/kustomization.yaml:2| replicas: [{ name: face, count: 2 }]
      prod/kustomization.yaml:5| target: { kind: Deployment, name: face }
      prod/kustomization.yaml:12| name: face
      prod/patch.yaml:3| metadata: { name: face }
    `,
    );
  });

  test("from inside an inline patch of a Flux Kustomization", () => {
    expectRename(
      `
      #- flux.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        path: ./apps
        patches:
          - target: { kind: Kustomization, name: one }
            patch: |
              apiVersion: kustomize.toolkit.fluxcd.io/v1
              kind: Kustomization
              metadata: { name: o<|>ne }
      #- apps/one.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: one, namespace: flux-system }
    `,
      "two",
      `
      flux.yaml:7| - target: { kind: Kustomization, name: two }
      flux.yaml:11| metadata: { name: two }
      apps/one.yaml:3| metadata: { name: two, namespace: flux-system }
    `,
    );
  });

  test("a name that reads as a number gets quotes", () => {
    expectRename(
      `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: a<|>b }
    `,
      "1e3",
      `file.yaml:3| metadata: { name: "1e3" }`,
    );
  });

  test("of two clusters, only one", () => {
    expectRename(
      `
      #- clusters/a/all.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: inf<|>ra, namespace: flux-system }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec: { dependsOn: [{ name: infra }] }
      #- clusters/b/all.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: flux-system }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec: { dependsOn: [{ name: infra }] }
    `,
      "base",
      `
      clusters/a/all.yaml:3| metadata: { name: base, namespace: flux-system }
      clusters/a/all.yaml:8| spec: { dependsOn: [{ name: base }] }
    `,
    );
  });

  test("an image policy, with the markers that name it", () => {
    expectRename(
      `
      #- policies.yaml
      apiVersion: image.toolkit.fluxcd.io/v1
      kind: ImagePolicy
      metadata: { name: pod<|>info, namespace: flux-system }
      #- app.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: podinfo }
      spec: { template: { spec: { containers: [
        { image: "podinfo:1.0.0" }, # {"$imagepolicy": "flux-system:podinfo"}
        { image: "podinfo:1.0.0" } # {"$imagepolicy": "other:podinfo"}
      ] } } }
      #- values/values.yaml
      tag: 1.0.0 # {"$imagepolicy": "flux-system:podinfo:tag"}
    `,
      "face",
      `
      policies.yaml:3| metadata: { name: face, namespace: flux-system }
      app.yaml:5| { image: "podinfo:1.0.0" }, # {"$imagepolicy": "flux-system:face"}
      values/values.yaml:1| tag: 1.0.0 # {"$imagepolicy": "flux-system:face:tag"}
    `,
    );
  });

  test("two apps in namespaces that their parents set are two objects", () => {
    expectRename(
      `
      #- apps/media/kustomization.yaml
      namespace: media
      resources: [redis/ks.yaml, plex/ks.yaml]
      #- apps/media/redis/ks.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: re<|>dis }
      #- apps/media/plex/ks.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: plex }
      spec: { dependsOn: [{ name: redis }, { name: redis, namespace: auth }] }
      #- apps/auth/kustomization.yaml
      namespace: auth
      resources: [redis/ks.yaml]
      #- apps/auth/redis/ks.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: redis }
    `,
      "valkey",
      `
      apps/media/redis/ks.yaml:3| metadata: { name: valkey }
      apps/media/plex/ks.yaml:4| spec: { dependsOn: [{ name: valkey }, { name: redis, namespace: auth }] }
    `,
    );
  });
});

describe("what is generated", () => {
  test("the entry of a generator, and who reads the ConfigMap", () => {
    expectRename(
      `
      #- app/kustomization.yaml
      resources: [release.yaml]
      configMapGenerator:
        - name: values
          files: [values.yaml]
      #- app/values.yaml
      a: 1
      #- app/release.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: app }
      spec: { valuesFrom: [{ kind: ConfigMap, name: val<|>ues }] }
      #- other/kustomization.yaml
      configMapGenerator: [{ name: values, literals: [a=b] }]
    `,
      "app-values",
      `
      app/kustomization.yaml:3| - name: app-values
      app/release.yaml:4| spec: { valuesFrom: [{ kind: ConfigMap, name: app-values }] }
    `,
    );
  });

  test("an ExternalSecret and the Secret that bears its name", () => {
    expectRename(
      `
      apiVersion: external-secrets.io/v1
      kind: ExternalSecret
      metadata: { name: cred<|>s }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: fleet }
      spec: { secretRef: { name: creds } }
    `,
      "token",
      `
      file.yaml:3| metadata: { name: token }
      file.yaml:8| spec: { secretRef: { name: token } }
    `,
    );
  });
});

describe("anchors", () => {
  test("an anchored name changes once", () => {
    expectRename(
      `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: &app gr<|>afana
        labels: { app.kubernetes.io/name: *app }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: loki }
      spec: { dependsOn: [{ name: *app }], commonMetadata: { labels: { app: *app } } }
    `,
      "dashboards",
      `file.yaml:4| name: &app dashboards`,
    );
  });

  test("what names something else through the same anchor keeps its name", () => {
    expectRename(
      `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: &app grafa<|>na, labels: { app: *app } }
      spec: { chartRef: { kind: OCIRepository, name: *app } }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: *app }
    `,
      "dashboards",
      `
      file.yaml:3| metadata: { name: &app dashboards, labels: { app: *app } }
      file.yaml:4| spec: { chartRef: { kind: OCIRepository, name: grafana } }
      file.yaml:8| metadata: { name: grafana }
    `,
    );
  });

  test("and the other way round", () => {
    expectRename(
      `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: &app grafana }
      spec: { chartRef: { kind: OCIRepository, name: *ap<|>p } }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: *app }
    `,
      "chart",
      `
      file.yaml:4| spec: { chartRef: { kind: OCIRepository, name: chart } }
      file.yaml:8| metadata: { name: chart }
    `,
    );
  });

  test("an anchor that means nothing by itself changes for all", () => {
    expectRename(
      `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { labels: { app: &app grafana }, name: *ap<|>p }
    `,
      "loki",
      `file.yaml:3| metadata: { labels: { app: &app loki }, name: *app }`,
    );
  });

  test("through a merge key", () => {
    expectRename(
      `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a }
      spec: { sourceRef: &src { kind: GitRepository, name: fleet } }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: b }
      spec: { sourceRef: { <<: *src } }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: fl<|>eet }
    `,
      "repo",
      `
      file.yaml:4| spec: { sourceRef: &src { kind: GitRepository, name: repo } }
      file.yaml:13| metadata: { name: repo }
    `,
    );
  });

  test("the anchor itself, from an alias", () => {
    expectRename(
      `
      a: &one 1
      ---
      b: [*o<|>ne, *one]
      c: &one 2
      d: *one
    `,
      "first",
      `
      file.yaml:1| a: &first 1
      file.yaml:3| b: [*first, *first]
    `,
    );
  });

  test("refused where the anchor is there, or cannot be", () => {
    const source = "a: &o<|>ne 1\nb: &two 2";
    expectRefusal(source, "two", 'This file has an anchor "two" already.');
    expectRefusal(
      source,
      "a b",
      '"a b" cannot be the name of an anchor: no blanks, brackets, braces or commas.',
    );
  });
});

describe("refused", () => {
  const infra = `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: in<|>fra, namespace: flux-system }`;

  test("a new name that Kubernetes would not take", () => {
    expectRefusal(
      infra,
      "In_fra",
      '"In_fra" cannot be the name of a Kustomization: lower-case letters, digits, hyphens and dots only, a letter or digit at both ends.',
    );
    expectRefusal(
      infra,
      "a".repeat(254),
      "The name of a Kustomization has at most 253 characters; this one has 254.",
    );
    expectRefusal(
      "apiVersion: v1\nkind: Service\nmetadata: { name: w<|>eb }",
      "1web",
      '"1web" cannot be the name of a Service: lower-case letters, digits and hyphens only, a letter first and no hyphen last.',
    );
  });

  test("a name that is taken", () => {
    expectRefusal(
      `${infra}
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }`,
      "apps",
      "There is a Kustomization flux-system/apps already, in file.yaml.",
    );
  });

  test("what comes from elsewhere", () => {
    expectNoRename(
      `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps }
      spec: { sourceRef: { kind: GitRepository, name: fl<|>eet } }
    `,
      'No GitRepository "fleet" is declared in this workspace; it comes from elsewhere, and so does its name.',
    );
  });

  test("what bootstrap writes", () => {
    expectNoRename(
      `
      #- flux-system/gotk-sync.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-<|>system, namespace: flux-system }
    `,
      "Kustomization flux-system/flux-system is written by flux bootstrap, which would give it the old name again.",
    );
  });

  test("a name with a variable", () => {
    expectNoRename(
      `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: "\${APP}-ap<|>ps" }
    `,
      '"${APP}-apps" holds a variable, so the name is put together elsewhere.',
    );
  });

  test("a reference that may mean two", () => {
    expectNoRename(
      `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps }
      spec: { dependsOn: [{ name: in<|>fra }] }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: a }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: b }
    `,
      "This may mean a/infra or b/infra; write the namespace first, or rename where it is declared.",
    );
  });

  test("an object that somebody may confuse with another", () => {
    expectRefusal(
      `
      #- apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps }
      spec: { dependsOn: [{ name: infra }] }
      #- a/infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: inf<|>ra, namespace: a }
      #- b/infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: b }
    `,
      "base",
      'Kustomization apps in apps.yaml may mean another Kustomization "infra", that of b/infra.yaml, as well.',
    );
  });

  test("what SOPS sealed", () => {
    expectNoRename(
      `
      apiVersion: v1
      kind: Secret
      metadata: { name: cre<|>ds }
      stringData: { a: "ENC[AES256_GCM,data:x]" }
      sops: { mac: "ENC[AES256_GCM,data:y]" }
    `,
      "Secret creds in file.yaml is encrypted by SOPS, and its signature covers the name; rename it with the sops command.",
    );
  });

  test("a name that a prefix changes in a build that fails", () => {
    expectNoRename(
      `
      #- kustomization.yaml
      namePrefix: dev-
      resources: [app.yaml, missing.yaml]
      #- app.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: we<|>b }
    `,
      "kustomization.yaml changes this name by a prefix, a suffix or a transformer, and its build fails, so who uses the final name is not known.",
    );
  });

  test("a pattern that would lose the object", () => {
    expectRefusal(
      `
      #- kustomization.yaml
      resources: [app.yaml]
      patches: [{ path: p.yaml, target: { kind: Deployment, name: "(web|api)" } }]
      #- app.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: we<|>b }
    `,
      "face",
      'The pattern "(web|api)" in kustomization.yaml picks this object and would not pick "face".',
    );
  });

  test("a target that picks another kind by the same name", () => {
    expectRefusal(
      `
      #- kustomization.yaml
      resources: [app.yaml]
      patches: [{ path: p.yaml, target: { name: web } }]
      #- app.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: we<|>b }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
    `,
      "face",
      'The target "web" in kustomization.yaml picks Service web as well; give it a kind first.',
    );
  });

  test("Namespaces, paths, and what is no name", () => {
    expectNoRename(
      "apiVersion: v1\nkind: Namespace\nmetadata: { name: te<|>am }",
      "A Namespace cannot be renamed: the cluster would delete it with all it holds and make a new one.",
    );
    expectNoRename(
      "#- kustomization.yaml\nresources: [a<|>pp.yaml]",
      "This is a path: rename or move the file or folder itself, and every path to it follows.",
    );
    expectNoRename("a: fo<|>o", "Nothing here has a name that could be changed.");
    expectNoRename("a: foo\n\n<|>\n", "Nothing here has a name that could be changed.");
  });
});
