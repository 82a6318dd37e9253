import type { RemarkRule } from "../remarkRule.ts";

export const imageUnused: RemarkRule = {
  code: "image-unused",
  severity: "warning",
  title: "Image entry that matches nothing",
  explanation:
    "No container of the build has an image of that name at this step, so the entry does nothing. The name is compared whole, registry included and without tag: nginx does not match docker.io/nginx.",
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [web.yaml]
      images:
        - name: docker.io/nginx
          #     ^^^^^^^^^^^^^^^ image-unused
          newTag: "1.28"
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
      images:
        - name: nginx
          newTag: "1.28"
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
