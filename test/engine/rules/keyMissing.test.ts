import { test } from "vitest";
import { keyMissing } from "../../../server/engine/rules/keyMissing.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(keyMissing);

/** With a mark below the key where something is to be said of it. */
const pod = (object: string, key: string, label?: string) => `
  #- pod.yaml
  apiVersion: v1
  kind: Pod
  metadata: { name: web, namespace: shop }
  spec:
    containers:
      - name: web
        image: web
        env:
          - name: COLOR
            valueFrom: { ${object}, key: ${key} } }
            ${label ? `#            ${" ".repeat(object.length)}       ${"^".repeat(key.length)} ${label}` : ""}
`;

const SETTINGS = "configMapKeyRef: { name: settings";
const LOGIN = "secretKeyRef: { name: login";

const build = (more = "") => `
  #- kustomization.yaml
  namespace: shop
  resources: [pod.yaml, secret.yaml]
  configMapGenerator: [{ name: settings, literals: [color=blue] }]
  ${more}
  #- secret.yaml
  apiVersion: v1
  kind: Secret
  metadata: { name: login }
  stringData: { user: me }
`;

const told = (kind: string, name: string, better: string) =>
  `key-missing: ${kind} "${name}" has no key "KEY", so its pods do not start. Did you mean "${better}"?`;

test("a key that a generated ConfigMap lacks", () => {
  const label = told("ConfigMap", "settings", "color").replace("KEY", "colour");
  expectProblems(scene(build(), pod(SETTINGS, "colour", label)));
  expectProblems(scene(build(), pod(SETTINGS, "color")));
});

test("a key that a Secret lacks", () => {
  const label = told("Secret", "login", "user").replace("KEY", "usr");
  expectProblems(scene(build(), pod(LOGIN, "usr", label)));
  expectProblems(scene(build(), pod(LOGIN, "user")));
});

test("what may be absent is not missed", () => {
  expectProblems(scene(build(), pod(`${SETTINGS}, optional: true`, "colour")));
});

test("a key that a patch of the build adds is there", () => {
  const patch = `
    patches:
      - target: { kind: Secret }
        patch: |-
          - { op: add, path: /stringData/password, value: x }
  `;
  expectProblems(scene(build(patch.trim().replaceAll("\n    ", "\n  ")), pod(LOGIN, "password")));
});

test("an object that an operator makes has keys that nobody knows", () => {
  const order = `
    #- order.yaml
    apiVersion: external-secrets.io/v1
    kind: ExternalSecret
    metadata: { name: login, namespace: shop }
    spec: {}
  `;
  expectProblems(scene(order, pod(LOGIN, "password")));
});

const order = (spec: string) => `
  #- order.yaml
  apiVersion: external-secrets.io/v1
  kind: ExternalSecret
  metadata: { name: login, namespace: shop }
  spec: ${spec}
`;

test("an ExternalSecret says the keys that it fetches one by one, or writes", () => {
  for (const spec of [
    "{ data: [{ secretKey: user }, { secretKey: code }] }",
    "{ target: { template: { data: { user: a, code: b } } }, dataFrom: [{ extract: { key: x } }] }",
  ]) {
    expectProblems(scene(order(spec), pod(LOGIN, "code")));
    expectProblems(scene(order(spec), pod(LOGIN, "cde", "key-missing")));
  }
});

test("what is fetched at once, or merged, may have any key", () => {
  for (const spec of [
    "{ data: [{ secretKey: user }], dataFrom: [{ extract: { key: x } }] }",
    "{ target: { template: { mergePolicy: Merge, data: { user: a } } }, dataFrom: [{ find: {} }] }",
    "{ target: { creationPolicy: Merge }, data: [{ secretKey: user }] }",
  ]) {
    expectProblems(scene(order(spec), pod(LOGIN, "code")));
  }
});
