import type { RemarkRule } from "../remarkRule.ts";

export const kustomizationCycle: RemarkRule = {
  code: "kustomization-cycle",
  severity: "error",
  title: "Kustomization that includes itself",
  explanation:
    'A resource or component leads back, through others, to a kustomization that includes it. kustomize refuses to build any of them ("cycle detected").',
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/",
  examples: {
    wrong: `
      #- a/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      components: [../b]
      #- b/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      components: [../c]
      #- c/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      components: [../b]
      #            ^^^^ kustomization-cycle
    `,
    right: `
      #- a/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      components: [../b]
      #- b/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      components: [../c]
      #- c/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      commonAnnotations: { owner: shop }
    `,
  },
};
