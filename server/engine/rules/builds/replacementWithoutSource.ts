import type { RemarkRule } from "../remarkRule.ts";

export const replacementWithoutSource: RemarkRule = {
  code: "replacement-without-source",
  severity: "error",
  title: "Replacement that finds nothing to copy",
  explanation:
    'The source of a replacement must be exactly one object of the build, with that field. Otherwise kustomize refuses the build ("nothing selected by", "fieldPath is missing for replacement source"), so nothing of it is applied.',
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [web.yaml, settings.yaml]
      replacements:
        - source:
            kind: ConfigMap
            name: settings
            fieldPath: data.counts
            #          ^^^^^^^^^^^ replacement-without-source
          targets:
            - select:
                kind: Deployment
              fieldPaths: [spec.replicas]
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
      #- settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      data: { count: "2" }
    `,
    right: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [web.yaml, settings.yaml]
      replacements:
        - source:
            kind: ConfigMap
            name: settings
            fieldPath: data.count
          targets:
            - select:
                kind: Deployment
              fieldPaths: [spec.replicas]
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
      #- settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      data: { count: "2" }
    `,
  },
};
