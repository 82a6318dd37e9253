import { missingReferences } from "./missing.ts";
import type { Rule } from "./rule.ts";

/** Inputs of a ResourceSet come from providers in its own namespace. flux.md §5.5, §8.1. */
export const inputProviderMissing: Rule = missingReferences({
  code: "input-provider-missing",
  severity: "warning",
  title: "ResourceSet without its input provider",
  explanation:
    "A ResourceSet reads inputs from the ResourceSetInputProviders that inputsFrom names in its own namespace. While one of them is missing, none of its objects are made.",
  link: "https://fluxcd.control-plane.io/operator/resourceset/#inputs-from-resourcesetinputproviders",
  consequence: "none of its objects are made",
  examples: {
    wrong: `
      apiVersion: fluxcd.controlplane.io/v1
      kind: ResourceSetInputProvider
      metadata: { name: previews, namespace: apps }
      spec: { type: GitHubPullRequest, url: "https://github.com/stefanprodan/podinfo" }
      ---
      apiVersion: fluxcd.controlplane.io/v1
      kind: ResourceSet
      metadata: { name: previews, namespace: apps }
      spec:
        inputsFrom:
          - name: preview
          #       ^^^^^^^ input-provider-missing
        resources: []
    `,
    right: `
      apiVersion: fluxcd.controlplane.io/v1
      kind: ResourceSetInputProvider
      metadata: { name: previews, namespace: apps }
      spec: { type: GitHubPullRequest, url: "https://github.com/stefanprodan/podinfo" }
      ---
      apiVersion: fluxcd.controlplane.io/v1
      kind: ResourceSet
      metadata: { name: previews, namespace: apps }
      spec:
        inputsFrom:
          - name: previews
        resources: []
    `,
  },
});
