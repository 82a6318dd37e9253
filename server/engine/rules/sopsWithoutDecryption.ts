import { at, get, mappingOf, textOf } from "../node.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { Rule } from "./rule.ts";

/** What SOPS encrypted is applied as it is where nobody decrypts it. flux.md §2.5 */
export const sopsWithoutDecryption: Rule = {
  code: "sops-without-decryption",
  severity: "warning",
  title: "Encrypted values that nobody decrypts",
  explanation:
    "A Kustomization without spec.decryption takes a file that SOPS encrypted for any other. The stringData of a Secret, and the data of a ConfigMap, then reach the cluster as ciphertext, and Flux calls it ready: what reads them fails for no visible reason. Encrypted data of a Secret ends the build instead. Set spec.decryption.provider to sops, in the Kustomization or by a patch of its parent; that of a parent alone does not count for its children.",
  link: "https://fluxcd.io/flux/components/kustomize/kustomizations/#decryption",
  examples: {
    wrong: `
      #- clusters/main/flux-system/gotk-sync.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec:
        interval: 10m
        path: ./clusters/main
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
      #- clusters/main/secret.yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: shop, namespace: shop }
      stringData:
        password: ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]
        #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sops-without-decryption
      sops: { mac: "ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]", version: 3.9.0 }
    `,
    right: `
      #- clusters/main/flux-system/gotk-sync.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec:
        interval: 10m
        path: ./clusters/main
        prune: true
        decryption: { provider: sops }
        sourceRef: { kind: GitRepository, name: flux-system }
      #- clusters/main/secret.yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: shop, namespace: shop }
      stringData:
        password: ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]
      sops: { mac: "ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]", version: 3.9.0 }
    `,
  },
  judges: "builds",
  about: ({ group, kind, document }) =>
    group === "" && KINDS.has(kind) && document.text.includes(CIPHERTEXT),
  *check(resource) {
    const kustomization = resource.built?.rendering.kustomization;
    if (kustomization === undefined || isMeant(resource)) return;
    const values = mappingOf(get(treeOf(resource), "data"))?.entries ?? [];
    const first = values.find(({ value }) => isCiphertext(textOf(value) ?? ""));
    if (!first) return;
    yield {
      at: ["data", first.key.text],
      message: `Kustomization ${kustomization} has no spec.decryption, so this ${resource.kind} is applied with the ciphertext as its value. Set its decryption.provider to sops.`,
    };
  },
};

const KINDS: ReadonlySet<string> = new Set(["Secret", "ConfigMap"]);

/** How each value that SOPS encrypted begins. */
const CIPHERTEXT = "ENC[AES256_GCM,";

/** A build gives stringData as data, in base64. */
const isCiphertext = (text: string): boolean =>
  text.startsWith(CIPHERTEXT) || text.startsWith("RU5DW0FFUzI1Nl9HQ00s");

/** Somebody said that it is to stay as it is. */
const isMeant = (resource: Resource): boolean =>
  textOf(
    at(treeOf(resource), ["metadata", "annotations", "kustomize.toolkit.fluxcd.io/decrypt"]),
  )?.toLowerCase() === "disabled";
