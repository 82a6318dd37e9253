import { isLeftOut } from "../reach.ts";
import { missingKey } from "./missingKey.ts";
import type { Rule } from "./rule.ts";

/** Pods that name a key which is not there wait for it. */
export const keyMissing: Rule = {
  code: "key-missing",
  severity: "warning",
  title: "Key that the ConfigMap or Secret does not have",
  explanation:
    "A container takes a variable or a file from a key of a ConfigMap or Secret that is applied beside it and has no such key. Unless the field says that it is optional, the pods of it are not started: they stay at CreateContainerConfigError, or wait for the volume. Name a key that is there, or add it. What operators fill in later is told by the objects that order it, and not judged.",
  link: "https://kubernetes.io/docs/concepts/configuration/configmap/#using-configmaps-as-environment-variables",
  examples: {
    wrong: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: shop, namespace: shop }
      data: { color: blue, size: "3" }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: shop, namespace: shop }
      spec:
        containers:
          - name: web
            image: example.com/shop:1.0
            env:
              - name: COLOR
                valueFrom: { configMapKeyRef: { name: shop, key: colour } }
                #                                                ^^^^^^ key-missing
    `,
    right: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: shop, namespace: shop }
      data: { color: blue, size: "3" }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: shop, namespace: shop }
      spec:
        containers:
          - name: web
            image: example.com/shop:1.0
            env:
              - name: COLOR
                valueFrom: { configMapKeyRef: { name: shop, key: color } }
    `,
  },
  judges: "builds",
  about: (resource) => resource.references.some((it) => it.row.code === "key-missing"),
  *check(resource, view) {
    for (const reference of resource.references) {
      const { row } = reference;
      if (row.code !== "key-missing" || row.consequence === undefined) continue;
      const finding = missingKey(view, resource, reference, row.consequence);
      if (finding && !isLeftOut(resource, view)) yield finding;
    }
  },
};
