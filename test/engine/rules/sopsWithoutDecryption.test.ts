import { test } from "vitest";
import { sopsWithoutDecryption } from "../../../server/engine/rules/sopsWithoutDecryption.ts";
import { expectProblemsOf } from "../../support/expect.ts";

const expectProblems = expectProblemsOf(sopsWithoutDecryption);

const sync = (decryption = "") => `
  #- clusters/main/flux-system/gotk-sync.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: flux-system, namespace: flux-system }
  spec:
    interval: 10m
    path: ./clusters/main
    prune: true
    sourceRef: { kind: GitRepository, name: flux-system }
    ${decryption}
  #- clusters/main/shop.yaml
`;

const VALUE = "ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]";
const CARETS = "^".repeat(VALUE.length);
const SAYS =
  "sops-without-decryption (warning): Kustomization flux-system/flux-system has no spec.decryption, so this";
const SOPS = `sops: { mac: "${VALUE}", version: 3.9.0 }`;

test("a Secret and a ConfigMap, each told once", () => {
  expectProblems(`${sync()}
  apiVersion: v1
  kind: Secret
  metadata: { name: shop, namespace: shop }
  stringData:
    user: shop
    password: ${VALUE}
    #         ${CARETS} ${SAYS} Secret is applied with the ciphertext as its value. Set its decryption.provider to sops.
    token: ${VALUE}
  ${SOPS}
  ---
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: shop, namespace: shop }
  data:
    host: ${VALUE}
    #     ${CARETS} ${SAYS} ConfigMap is applied with the ciphertext as its value. Set its decryption.provider to sops.
  ${SOPS}
`);
});

test("decrypted, meant to stay as it is, or applied by nobody", () => {
  const secret = (metadata: string) => `
  apiVersion: v1
  kind: Secret
  metadata: ${metadata}
  stringData: { password: "${VALUE}" }
  ${SOPS}
`;
  expectProblems(
    sync("decryption: { provider: sops }") + secret("{ name: shop, namespace: shop }"),
  );
  expectProblems(
    sync() +
      secret(
        "{ name: shop, namespace: shop, annotations: { kustomize.toolkit.fluxcd.io/decrypt: Disabled } }",
      ),
  );
  expectProblems(secret("{ name: shop, namespace: shop }"));
});
