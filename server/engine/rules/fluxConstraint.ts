import { type ConstraintWords, constraintRule } from "./constraints/constraintRule.ts";
import { fluxConstraints } from "./constraints/flux.ts";
import { fluxOperatorConstraints } from "./constraints/fluxOperator.ts";
import type { Rule } from "./rule.ts";

const words: ConstraintWords = {
  code: "flux-constraint",
  severity: "error",
  title: "Fields that exclude or need one another",
  explanation:
    "Beyond the type of each field, the API server checks which fields of a Flux object go together: a HelmRelease has a chart or a chartRef, a kubeConfig has a secretRef or a configMapRef, and so on. It refuses an object that breaks such a rule, and with it everything that its Kustomization applies. A field that is missing is not reported where a parent may patch it in.",
  link: "https://fluxcd.io/flux/components/",
  examples: {
    wrong: `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: web, namespace: web }
      spec:
        interval: 1h
        chart:
          spec:
            chart: web
            sourceRef: { kind: HelmRepository, name: web }
        chartRef: { kind: OCIRepository, name: web }
      # ^^^^^^^^ flux-constraint
      #- sources.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: web, namespace: web }
      spec: { url: https://charts.example.com }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: web, namespace: web }
      spec: { interval: 1h, url: oci://charts.example.com/web }
    `,
    right: `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: web, namespace: web }
      spec:
        interval: 1h
        chartRef: { kind: OCIRepository, name: web }
      #- sources.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: web, namespace: web }
      spec: { interval: 1h, url: oci://charts.example.com/web }
    `,
  },
};

/** What the API server checks beyond the schema: CEL rules of the definitions. flux.md §1.5 */
export const fluxConstraint: Rule = constraintRule(words, [
  ...fluxConstraints,
  ...fluxOperatorConstraints,
]);
