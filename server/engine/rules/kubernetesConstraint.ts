import { constraintRule } from "./constraints/constraintRule.ts";
import { kubernetesConstraints } from "./constraints/kubernetes.ts";

/** What the API server checks of Kubernetes' own kinds beyond the schema, and of the names of all others. */
export const kubernetesConstraint = constraintRule(
  {
    code: "kubernetes-constraint",
    severity: "error",
    replaces: ["wrong-type"],
    title: "Object that Kubernetes refuses",
    explanation:
      "Beyond the type of each field, the API server checks how the parts of an object fit: a workload has to select its own pods, a container may mount only volumes of its pod and request no more than its limits, what is named twice has to have different names (ports, variables, mounts), schedules and quantities have to be readable, names, labels and annotations have to be such that they fit into addresses, also those of kinds that definitions make, a ServiceAccount that is bound to a role needs its namespace. It refuses an object that breaks such a rule, and with it everything that its Kustomization applies. What is missing is not reported where a parent may patch it in.",
    link: "https://kubernetes.io/docs/concepts/overview/working-with-objects/",
    examples: {
      wrong: `
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: shop, namespace: shop }
        spec:
          selector: { matchLabels: { app: shop } }
          #                               ^^^^ kubernetes-constraint
          template:
            metadata: { labels: { app: shpo } }
            spec: { containers: [{ name: shop, image: example.com/shop:1.0 }] }
      `,
      right: `
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: shop, namespace: shop }
        spec:
          selector: { matchLabels: { app: shop } }
          template:
            metadata: { labels: { app: shop } }
            spec: { containers: [{ name: shop, image: example.com/shop:1.0 }] }
      `,
    },
  },
  kubernetesConstraints,
);
