import type { RemarkRule } from "../remarkRule.ts";

export const replicasWithoutTarget: RemarkRule = {
  code: "replicas-without-target",
  severity: "error",
  title: "Entry of replicas that names nothing",
  explanation:
    'Nothing in the build that has replicas (Deployment, StatefulSet, ReplicaSet, ReplicationController) is called that. kustomize refuses the build ("does not match a config with the following GVK"), so nothing of it is applied.',
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replicas/",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [web.yaml]
      replicas:
        - name: wep
          #     ^^^ replicas-without-target
          count: 2
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
      replicas:
        - name: web
          count: 2
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
