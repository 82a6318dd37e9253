import { describe, expect, test } from "vitest";
import { rename } from "../../../server/engine/features/rename.ts";
import { changedLines, dedented, readScene } from "../../support/features.ts";

/** After the rename exactly these lines are different. */
function expectRename(source: string, to: string, expected: string): void {
  const { files, workspace, cursor } = readScene(source);
  const renamed = rename(workspace, cursor, to);
  if (renamed.type === "refusal") throw new Error(`Refused: ${renamed.reason}`);
  expect(changedLines(files, renamed.edits)).toBe(dedented(expected));
}

function expectRefusal(source: string, to: string, reason: string): void {
  const { workspace, cursor } = readScene(source);
  expect(rename(workspace, cursor, to)).toEqual({ type: "refusal", reason });
}

/** A database in a base; production puts a prefix to its name, and a stage around that a suffix. */
const PREFIXED = (name: string, named = "prod-db") => `
  #- base/kustomization.yaml
  resources: [db.yaml, web.yaml]
  #- base/db.yaml
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: ${name} }
  data: { host: db.example.com }
  #- base/web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec:
    template:
      spec:
        containers:
          - name: web
            env: [{ name: HOST, valueFrom: { configMapKeyRef: { name: db, key: host } } }]
  #- prod/kustomization.yaml
  namePrefix: prod-
  resources: [../base]
  #- live/kustomization.yaml
  namespace: live
  resources: [../prod, release.yaml]
  patches:
    - target: { kind: ConfigMap, name: prod-db }
      patch: '[{ "op": "add", "path": "/data/port", "value": "1" }]'
    - patch: |-
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: prod-db }
        data: { user: me }
    - patch: |-
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: db }
        data: { user: you }
  #- live/release.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: app }
  spec: { valuesFrom: [{ kind: ConfigMap, name: ${named}, valuesKey: host }] }
  #- other/kustomization.yaml
  resources: [release.yaml]
  namespace: other
  #- other/release.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: app }
  spec: { valuesFrom: [{ kind: ConfigMap, name: prod-db, valuesKey: host }] }
`;

const RENAMED = `
  base/db.yaml:3| metadata: { name: store }
  base/web.yaml:9| env: [{ name: HOST, valueFrom: { configMapKeyRef: { name: store, key: host } } }]
  live/kustomization.yaml:4| - target: { kind: ConfigMap, name: prod-store }
  live/kustomization.yaml:9| metadata: { name: prod-store }
  live/kustomization.yaml:14| metadata: { name: store }
  live/release.yaml:4| spec: { valuesFrom: [{ kind: ConfigMap, name: prod-store, valuesKey: host }] }
`;

describe("an object whose name builds change", () => {
  test("from its own name", () => {
    expectRename(PREFIXED("d<|>b"), "store", RENAMED);
  });

  test("from the name that a build gives it, whose prefix stays", () => {
    expectRename(PREFIXED("db", "prod-<|>db"), "prod-store", RENAMED);
  });

  test("a prefix that belongs to a kustomization cannot be left out", () => {
    expectRefusal(
      PREFIXED("db", "prod-<|>db"),
      "store",
      'The name is "db", to which a build adds "prod-": the new name must have that, too.',
    );
  });

  test("a name that another object has after the build", () => {
    expectRefusal(
      `
      #- kustomization.yaml
      resources: [inner, b.yaml]
      #- b.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: prod-b }
      #- inner/kustomization.yaml
      namePrefix: prod-
      resources: [a.yaml]
      #- inner/a.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: <|>a }
    `,
      "b",
      "There is a ConfigMap prod-b already, in b.yaml.",
    );
  });

  test("two overlays, each with a prefix of its own", () => {
    expectRename(
      `
      #- base/kustomization.yaml
      resources: [db.yaml]
      #- base/db.yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: d<|>b }
      #- a/kustomization.yaml
      namePrefix: a-
      nameSuffix: -one
      resources: [../base]
      #- b/kustomization.yaml
      namePrefix: b-
      resources: [../base]
      #- all/kustomization.yaml
      resources: [../a, ../b, source.yaml]
      #- all/source.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: one }
      spec: { secretRef: { name: a-db-one } }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: two }
      spec: { secretRef: { name: b-db } }
    `,
      "key",
      `
      base/db.yaml:3| metadata: { name: key }
      all/source.yaml:4| spec: { secretRef: { name: a-key-one } }
      all/source.yaml:9| spec: { secretRef: { name: b-key } }
    `,
    );
  });
});

describe("a generated object whose name builds change", () => {
  test("its entry, an overlay that adds to it, and who names it before and after the prefix", () => {
    expectRename(
      `
      #- base/kustomization.yaml
      namePrefix: web-
      resources: [pod.yaml]
      generatorOptions: { disableNameSuffixHash: true }
      configMapGenerator: [{ name: set<|>tings, literals: [a=b] }]
      #- base/pod.yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec: { containers: [{ name: web, envFrom: [{ configMapRef: { name: settings } }] }] }
      #- prod/kustomization.yaml
      resources: [../base, release.yaml]
      configMapGenerator: [{ name: web-settings, behavior: merge, literals: [c=d] }]
      #- prod/release.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: app }
      spec: { valuesFrom: [{ kind: ConfigMap, name: web-settings }] }
    `,
      "options",
      `
      base/kustomization.yaml:4| configMapGenerator: [{ name: options, literals: [a=b] }]
      base/pod.yaml:4| spec: { containers: [{ name: web, envFrom: [{ configMapRef: { name: options } }] }] }
      prod/kustomization.yaml:2| configMapGenerator: [{ name: web-options, behavior: merge, literals: [c=d] }]
      prod/release.yaml:4| spec: { valuesFrom: [{ kind: ConfigMap, name: web-options }] }
    `,
    );
  });
});

describe("what kustomize itself follows", () => {
  test("a field that a configuration of the user's own calls a reference", () => {
    expectRename(
      `
      #- kustomization.yaml
      namePrefix: my-
      resources: [objects.yaml]
      configurations: [references.yaml]
      #- references.yaml
      nameReference:
        - kind: Gorilla
          fieldSpecs: [{ kind: Park, path: spec/gorilla/name }]
      #- objects.yaml
      apiVersion: animal/v1
      kind: Gorilla
      metadata: { name: ko<|>ko }
      ---
      apiVersion: animal/v1
      kind: Park
      metadata: { name: park }
      spec: { gorilla: { name: koko } }
    `,
      "bobo",
      `
      objects.yaml:3| metadata: { name: bobo }
      objects.yaml:8| spec: { gorilla: { name: bobo } }
    `,
    );
  });

  test("a Component that adds to a generated ConfigMap and scales what the base declares", () => {
    const parts = (config: string, web: string) => `
      #- base/kustomization.yaml
      resources: [web.yaml]
      configMapGenerator: [{ name: ${config}, literals: [a=b] }]
      #- base/web.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: ${web} }
      #- more/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      configMapGenerator: [{ name: settings, behavior: merge, literals: [c=d] }]
      replicas: [{ name: web, count: 2 }]
      #- prod/kustomization.yaml
      resources: [../base]
      components: [../more]
    `;
    expectRename(
      parts("set<|>tings", "web"),
      "options",
      `
      base/kustomization.yaml:2| configMapGenerator: [{ name: options, literals: [a=b] }]
      more/kustomization.yaml:3| configMapGenerator: [{ name: options, behavior: merge, literals: [c=d] }]
    `,
    );
    expectRename(
      parts("settings", "w<|>eb"),
      "site",
      `
      base/web.yaml:3| metadata: { name: site }
      more/kustomization.yaml:4| replicas: [{ name: site, count: 2 }]
    `,
    );
  });

  test("not a transformer in a file of its own", () => {
    expectRefusal(
      `
      #- kustomization.yaml
      resources: [web.yaml]
      transformers: [scale.yaml]
      #- web.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: w<|>eb }
      #- scale.yaml
      apiVersion: builtin
      kind: ReplicaCountTransformer
      metadata: { name: scale }
      replica: { name: web, count: 3 }
      fieldSpecs: [{ path: spec/replicas, kind: Deployment, create: true }]
    `,
      "site",
      "scale.yaml configures a transformer that changes this object by its name, which is not followed.",
    );
  });

  test("not replacements in a file of their own", () => {
    expectRefusal(
      `
      #- kustomization.yaml
      resources: [web.yaml]
      replacements: [{ path: replacement.yaml }]
      #- web.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: w<|>eb }
      #- replacement.yaml
      source: { kind: Deployment, name: web, fieldPath: metadata.name }
      targets: [{ select: { kind: Deployment }, fieldPaths: [metadata.labels.app], options: { create: true } }]
    `,
      "site",
      "replacement.yaml may pick this object by its name, which is not followed.",
    );
  });
});
