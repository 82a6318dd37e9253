import type { RemarkRule } from "../remarkRule.ts";

export const replacementWithoutTarget: RemarkRule = {
  code: "replacement-without-target",
  severity: "warning",
  title: "Replacement that goes nowhere",
  explanation:
    'A target that selects no object is passed over in silence, so the value is written nowhere. Where an object is selected that does not have the field, kustomize refuses the build ("unable to find field in replacement target"), unless options.create says that the field is to be made.',
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
            fieldPath: data.count
          targets:
            - select:
                kind: Deploymnt
                #     ^^^^^^^^^ replacement-without-target
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
