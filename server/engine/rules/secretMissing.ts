import { missingReferences } from "./missing.ts";
import type { Rule } from "./rule.ts";

/** Secrets are mostly made out of band; only what looks like a slip is pointed at. */
export const secretMissing: Rule = missingReferences({
  code: "secret-missing",
  severity: "hint",
  title: "Secret of nearly that name",
  explanation:
    "No Secret of that name is in the workspace, which by itself is common: they are made by hand, by operators or by other repositories. But one of nearly that name is here, or one of just that name in another namespace, and Secrets are only ever read from the namespace of the object that names them. SealedSecrets, ExternalSecrets, Certificates and their like count as the Secret that they make.",
  link: "https://kubernetes.io/docs/concepts/configuration/secret/",
  consequence: "the Secret is not found",
  examples: {
    wrong: `
      apiVersion: v1
      kind: Secret
      metadata: { name: registry-login, namespace: apps }
      stringData: {}
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: podinfo, namespace: apps }
      spec:
        interval: 1h
        url: oci://ghcr.io/stefanprodan/charts/podinfo
        secretRef:
          name: registry-logn
          #     ^^^^^^^^^^^^^ secret-missing
    `,
    right: `
      apiVersion: v1
      kind: Secret
      metadata: { name: registry-login, namespace: apps }
      stringData: {}
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: podinfo, namespace: apps }
      spec:
        interval: 1h
        url: oci://ghcr.io/stefanprodan/charts/podinfo
        secretRef:
          name: registry-login
    `,
  },
});
