import { expect, test } from "vitest";
import { valuesFromMissing } from "../../../server/engine/rules/valuesFromMissing.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(valuesFromMissing);

const release = (from: string) => `
  #- shop/release.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: shop, namespace: shop }
  spec:
    interval: 1h
    chartRef: { kind: OCIRepository, name: shop }
    valuesFrom:
${from}
`;

const generator = (file: string) => `
  #- shop/kustomization.yaml
  apiVersion: kustomize.config.k8s.io/v1beta1
  kind: Kustomization
  namespace: shop
  resources: [release.yaml]
  configMapGenerator:
    - name: shop-values
      files: [${file}]
      options: { disableNameSuffixHash: true }
  #- shop/values.yaml
  replicas: 2
`;

test("a key that a generator does not make", () => {
  const wrong = release(`
      - { kind: ConfigMap, name: shop-values, valuesKey: value.yaml }
      #                                                  ^^^^^^^^^^ values-from-missing
  `);
  expectProblems(scene(generator("values.yaml"), wrong));
  expect(fixed(valuesFromMissing, scene(generator("values.yaml"), wrong))).toContain(
    "valuesKey: values.yaml",
  );
});

test("without valuesKey it is values.yaml that is read", () => {
  const plain = release("      - { kind: ConfigMap, name: shop-values }");
  expectProblems(scene(generator("values.yaml"), plain));
  expectProblems(scene(generator("values.yaml=values.yaml"), plain));
  expectProblems(
    scene(
      generator("value.yaml=values.yaml"),
      release(`
      - { kind: ConfigMap, name: shop-values }
      #                          ^^^^^^^^^^^ values-from-missing
      `),
    ),
  );
});

test("keys of a Secret that is here, and of one that is ordered", () => {
  const secret = `
    #- secret.yaml
    apiVersion: v1
    kind: Secret
    metadata: { name: login, namespace: shop }
    stringData: { password: x }
  `;
  const order = `
    #- order.yaml
    apiVersion: external-secrets.io/v1
    kind: ExternalSecret
    metadata: { name: login, namespace: shop }
    spec: { data: [{ secretKey: password }] }
  `;
  const wrong = release(`
      - { kind: Secret, name: login, valuesKey: pasword, targetPath: login }
      #                                         ^^^^^^^ values-from-missing
  `);
  const right = wrong.replace("pasword", "password").replace(/ *# {2}.*/, "");
  for (const it of [secret, order]) {
    expectProblems(scene(it, wrong));
    expectProblems(scene(it, right));
  }
});
