import { missingReferences } from "./missing.ts";
import type { Rule } from "./rule.ts";

/** A dependency that does not exist never becomes ready. flux.md §2.8. */
export const dependsOnMissing: Rule = missingReferences({
  code: "depends-on-missing",
  severity: "error",
  title: "dependsOn names nothing",
  explanation:
    "Flux starts an object only after everything in its dependsOn is ready. A dependency that does not exist never is, so the object is checked again every 30 seconds and never applied. Dependencies are of the same kind: a Kustomization waits for Kustomizations, a HelmRelease for HelmReleases.",
  link: "https://fluxcd.io/flux/components/kustomize/kustomizations/#dependencies",
  consequence: "this object never starts",
  examples: {
    wrong: `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        path: ./
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        dependsOn:
          - name: infra
          #       ^^^^^ depends-on-missing
    `,
    right: `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        path: ./
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        dependsOn:
          - name: infra
      #- infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: flux-system }
      spec:
        interval: 10m
        path: ./
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
    `,
  },
});
