import { missingReferences } from "./missing.ts";
import type { Rule } from "./rule.ts";

/** Without its source a Kustomization has nothing to apply. flux.md §2.1. */
export const sourceMissing: Rule = missingReferences({
  code: "source-missing",
  severity: "warning",
  title: "Source that is not here",
  explanation:
    "Flux fetches what it applies from the source that sourceRef names; while there is none, nothing is applied and the object reports ArtifactFailed. In the namespace of the object the source is looked for unless sourceRef.namespace says otherwise. Sources often come from another repository or from flux-operator, so this is said only when a source of nearly the same name, or of the same name in another namespace, is in the workspace.",
  link: "https://fluxcd.io/flux/components/kustomize/kustomizations/#source-reference",
  consequence: "nothing is fetched or applied",
  examples: {
    wrong: `
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: podinfo, namespace: flux-system }
      spec:
        interval: 10m
        url: https://github.com/stefanprodan/podinfo
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: podinfo, namespace: flux-system }
      spec:
        interval: 10m
        path: ./kustomize
        prune: true
        sourceRef:
          kind: GitRepository
          name: podinof
          #     ^^^^^^^ source-missing
    `,
    right: `
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: podinfo, namespace: flux-system }
      spec:
        interval: 10m
        url: https://github.com/stefanprodan/podinfo
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: podinfo, namespace: flux-system }
      spec:
        interval: 10m
        path: ./kustomize
        prune: true
        sourceRef:
          kind: GitRepository
          name: podinfo
    `,
  },
});
