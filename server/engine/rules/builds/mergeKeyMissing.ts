import type { RemarkRule } from "../remarkRule.ts";

export const mergeKeyMissing: RemarkRule = {
  code: "merge-key-missing",
  severity: "warning",
  title: "List element without its merge key",
  explanation:
    "The list is merged by a key, such as the name of a container, and an element of the patch does not have it. kustomize then matches it with the wrong element, or lets it take the place of others, and says nothing. Write the key.",
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [web.yaml]
      patches: [{ path: image.yaml }]
      #- image.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        template:
          spec:
            containers:
              - image: nginx:1.28
              # ^^^^^^^^^^^^^^^^^ merge-key-missing
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
      patches: [{ path: image.yaml }]
      #- image.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        template:
          spec:
            containers:
              - name: web
                image: nginx:1.28
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
