import { missingReferences } from "./missing.ts";
import type { Rule } from "./rule.ts";

/** A policy chooses among the tags that an ImageRepository has found. flux.md §5.4, I-11. */
export const imageRepositoryMissing: Rule = missingReferences({
  code: "image-repository-missing",
  severity: "warning",
  title: "ImagePolicy without its ImageRepository",
  explanation:
    "An ImagePolicy chooses among the tags that an ImageRepository has scanned. Without that ImageRepository, in its own namespace unless imageRepositoryRef has one, the policy never becomes ready and no image is updated.",
  link: "https://fluxcd.io/flux/components/image/imagepolicies/#image-repository-reference",
  consequence: "this policy never selects an image",
  examples: {
    wrong: `
      apiVersion: image.toolkit.fluxcd.io/v1
      kind: ImageRepository
      metadata: { name: podinfo, namespace: apps }
      spec: { image: ghcr.io/stefanprodan/podinfo, interval: 10m }
      ---
      apiVersion: image.toolkit.fluxcd.io/v1
      kind: ImagePolicy
      metadata: { name: podinfo, namespace: apps }
      spec:
        imageRepositoryRef:
          name: pod-info
          #     ^^^^^^^^ image-repository-missing
        policy: { semver: { range: 6.x } }
    `,
    right: `
      apiVersion: image.toolkit.fluxcd.io/v1
      kind: ImageRepository
      metadata: { name: podinfo, namespace: apps }
      spec: { image: ghcr.io/stefanprodan/podinfo, interval: 10m }
      ---
      apiVersion: image.toolkit.fluxcd.io/v1
      kind: ImagePolicy
      metadata: { name: podinfo, namespace: apps }
      spec:
        imageRepositoryRef:
          name: podinfo
        policy: { semver: { range: 6.x } }
    `,
  },
});
