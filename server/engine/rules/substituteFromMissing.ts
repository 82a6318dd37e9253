import { missingReferences } from "./missing.ts";
import type { Rule } from "./rule.ts";

/** Variables are read from the namespace of the Kustomization. flux.md §2.6, K-41. */
export const substituteFromMissing: Rule = missingReferences({
  code: "substitute-from-missing",
  severity: "information",
  title: "Variables from a ConfigMap that is not here",
  explanation:
    "postBuild.substituteFrom reads variables from ConfigMaps and Secrets in the namespace of the Kustomization. One that is missing and not optional fails the whole build. Such ConfigMaps are often made by other tools, so this is a note, and a warning where one of nearly that name is in the workspace.",
  link: "https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution",
  consequence: "the build fails",
  examples: {
    wrong: `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        postBuild:
          substituteFrom:
            - kind: ConfigMap
              name: cluster-vars
              #     ^^^^^^^^^^^^ substitute-from-missing
    `,
    right: `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        postBuild:
          substituteFrom:
            - kind: ConfigMap
              name: cluster-vars
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: cluster-vars, namespace: flux-system }
      data: { REGION: eu-west-1 }
    `,
  },
});
