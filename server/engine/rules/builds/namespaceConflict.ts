import type { RemarkRule } from "../remarkRule.ts";

export const namespaceConflict: RemarkRule = {
  code: "namespace-conflict",
  severity: "error",
  title: "Namespace that makes two objects one",
  explanation:
    'The field namespace moves all objects to one namespace. Two of one kind and name that lay in different ones are the same object then, and kustomize refuses the build ("namespace transformation produces ID conflict"), so nothing of it is applied. Rename one, or give each its own kustomization.',
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/namespace/",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      namespace: shop
      #          ^^^^ namespace-conflict
      resources: [a.yaml, b.yaml]
      #- a.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: a }
      #- b.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: b }
    `,
    right: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      namespace: shop
      resources: [a.yaml, b.yaml]
      #- a.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings-a, namespace: a }
      #- b.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings-b, namespace: b }
    `,
  },
};
