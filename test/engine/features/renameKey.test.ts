import { describe, expect, test } from "vitest";
import { prepareRename, rename } from "../../../server/engine/features/rename.ts";
import { changedLines, dedented, readScene } from "../../support/features.ts";

function expectRename(source: string, to: string, expected: string): void {
  const { files, workspace, cursor } = readScene(source);
  const renamed = rename(workspace, cursor, to);
  if (renamed.type === "refusal") throw new Error(`Refused: ${renamed.reason}`);
  expect(changedLines(files, renamed.edits)).toBe(dedented(expected));
}

/** Refused before a new name is even asked for. */
function expectNoRename(source: string, reason: string): void {
  const { workspace, cursor } = readScene(source);
  expect(prepareRename(workspace, cursor)).toEqual({ type: "refusal", reason });
  expect(rename(workspace, cursor, "other")).toEqual({ type: "refusal", reason });
}

function expectRefusal(source: string, to: string, reason: string): void {
  const { workspace, cursor } = readScene(source);
  expect(rename(workspace, cursor, to)).toEqual({ type: "refusal", reason });
}

const SETTINGS = (key: string, named = "mode") => `
  #- settings.yaml
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: settings }
  data:
    "${key}": fast
    other: x
  #- pod.yaml
  apiVersion: v1
  kind: Pod
  metadata: { name: web }
  spec:
    containers:
      - name: web
        env:
          - { name: MODE, valueFrom: { configMapKeyRef: { name: settings, key: ${named} } } }
          - { name: OTHER, valueFrom: { configMapKeyRef: { name: settings, key: other } } }
          - { name: ELSE, valueFrom: { configMapKeyRef: { name: others, key: mode } } }
    volumes:
      - name: settings
        configMap: { name: settings, items: [{ key: 'mode', path: mode }] }
  #- release.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: web }
  spec: { valuesFrom: [{ kind: ConfigMap, name: settings, valuesKey: mode, targetPath: mode }] }
`;

const RENAMED = `
  settings.yaml:5| "speed": fast
  pod.yaml:8| - { name: MODE, valueFrom: { configMapKeyRef: { name: settings, key: speed } } }
  pod.yaml:13| configMap: { name: settings, items: [{ key: 'speed', path: mode }] }
  release.yaml:4| spec: { valuesFrom: [{ kind: ConfigMap, name: settings, valuesKey: speed, targetPath: mode }] }
`;

describe("a key of a ConfigMap", () => {
  test("from where it is declared", () => {
    expectRename(SETTINGS("mo<|>de"), "speed", RENAMED);
  });

  test("from where it is named", () => {
    expectRename(SETTINGS("mode", "mo<|>de"), "speed", RENAMED);
  });

  test("in a generator: a file under a key", () => {
    expectRename(
      `
      #- kustomization.yaml
      resources: [release.yaml]
      configMapGenerator:
        - name: values
          files: [va<|>lues.yaml=app.yaml]
      #- app.yaml
      a: 1
      #- release.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: app }
      spec: { valuesFrom: [{ kind: ConfigMap, name: values, valuesKey: values.yaml }] }
    `,
      "app.yaml",
      `
      kustomization.yaml:4| files: [app.yaml=app.yaml]
      release.yaml:4| spec: { valuesFrom: [{ kind: ConfigMap, name: values, valuesKey: app.yaml }] }
    `,
    );
  });

  test("a key that reads as a number gets quotes", () => {
    expectRename(
      `
      apiVersion: v1
      kind: Secret
      metadata: { name: creds }
      stringData: { pa<|>ss: x }
    `,
      "1e3",
      `file.yaml:4| stringData: { "1e3": x }`,
    );
  });
});

describe("refused", () => {
  test("a key that is there already", () => {
    expectRefusal(
      SETTINGS("mo<|>de"),
      "other",
      'ConfigMap settings in settings.yaml has a key "other" already.',
    );
  });

  test("what cannot be a key", () => {
    expectRefusal(
      SETTINGS("mo<|>de"),
      "a b",
      '"a b" cannot be a key: letters, digits, dashes, dots and underscores only.',
    );
  });

  test("keys that become environment variables", () => {
    expectNoRename(
      `
      #- settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      data: { MO<|>DE: fast }
      #- pod.yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec: { containers: [{ name: web, envFrom: [{ configMapRef: { name: settings } }] }] }
    `,
      'Pod web in pod.yaml takes all keys for environment variables, and programs read "MODE" by that name.',
    );
  });

  test("keys that become files", () => {
    expectNoRename(
      `
      #- settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      data: { mo<|>de: fast }
      #- pod.yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec: { volumes: [{ name: settings, configMap: { name: settings } }] }
    `,
      'Pod web in pod.yaml mounts all keys as files, and programs read "mode" by that name.',
    );
  });

  test("the key that Helm reads when none is named", () => {
    expectNoRename(
      `
      #- settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      data: { values<|>.yaml: "a: 1" }
      #- release.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: web }
      spec: { valuesFrom: [{ kind: ConfigMap, name: settings }] }
    `,
      'HelmRelease web in release.yaml reads the object without naming its keys, so "values.yaml" has a meaning there.',
    );
  });

  test("keys that Flux knows by name", () => {
    expectNoRename(
      `
      apiVersion: v1
      kind: Secret
      metadata: { name: creds }
      stringData: { user<|>name: me }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: fleet }
      spec: { secretRef: { name: creds } }
    `,
      'GitRepository fleet in file.yaml reads the object without naming its keys, so "username" has a meaning there.',
    );
  });

  test("what is sealed", () => {
    expectNoRename(
      `
      apiVersion: v1
      kind: Secret
      metadata: { name: creds }
      stringData: { pa<|>ss: "ENC[AES256_GCM,data:x]" }
      sops: { mac: "ENC[AES256_GCM,data:y]" }
    `,
      "Secret creds in file.yaml is encrypted by SOPS, and its signature covers the keys; rename it with the sops command.",
    );
  });

  test("a key that a file gives", () => {
    expectNoRename(
      `
      #- kustomization.yaml
      resources: [release.yaml]
      configMapGenerator: [{ name: values, files: [values.yaml] }]
      #- values.yaml
      a: 1
      #- release.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: app }
      spec: { valuesFrom: [{ kind: ConfigMap, name: values, valuesKey: va<|>lues.yaml }] }
    `,
      '"values.yaml" is the name of a file that a generator reads; write it as KEY=FILE, or rename the file.',
    );
  });
});
