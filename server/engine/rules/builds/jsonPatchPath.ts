import type { RemarkRule } from "../remarkRule.ts";

export const jsonPatchPath: RemarkRule = {
  code: "json-patch-path",
  severity: "error",
  title: "Path of a JSON patch that does not exist",
  explanation:
    'An operation other than add needs its path to be there, and add needs all but the last part. Where that is not so kustomize refuses the build ("doc is missing path"), and nothing of it is applied. Lists are counted from 0; a slash in a key is written ~1. A strategic merge patch makes what is missing by itself.',
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [web.yaml]
      patches:
        - target: { kind: Deployment, name: web }
          path: image.yaml
      #- image.yaml
      - op: replace
        path: /spec/template/spec/container/0/image
        #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ json-patch-path
        value: nginx:1.28
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
        - target: { kind: Deployment, name: web }
          path: image.yaml
      #- image.yaml
      - op: replace
        path: /spec/template/spec/containers/0/image
        value: nginx:1.28
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
