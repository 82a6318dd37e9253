import type { RemarkRule } from "../remarkRule.ts";

export const patchWithoutTarget: RemarkRule = {
  code: "patch-without-target",
  severity: "warning",
  title: "Patch for an object that is not there",
  explanation:
    "A patch with a target that selects no object is dropped in silence: the build goes on and the change is missing. A patch without a target, which names its object itself, then fails the build. Compare kind, apiVersion, name, namespace and labels with what the build holds at that step: names count as they are written in the manifest, or as prefixes and suffixes of the folders below have made them; those of the same file come later. Not reported where the file is used by several builds and the patch finds its target in one of them.",
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [web.yaml]
      patches:
        - target:
            kind: Deployment
            name: wep
            #     ^^^ patch-without-target
          patch: |-
            - { op: replace, path: /spec/replicas, value: 2 }
      #- web.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 1
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            containers:
              - { name: web, image: "nginx:1.27" }
    `,
    right: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [web.yaml]
      patches:
        - target:
            kind: Deployment
            name: web
          patch: |-
            - { op: replace, path: /spec/replicas, value: 2 }
      #- web.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 1
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            containers:
              - { name: web, image: "nginx:1.27" }
    `,
  },
};
