import { missingReferences } from "./missing.ts";
import type { Rule } from "./rule.ts";

/** An Alert speaks through a Provider of its own namespace and of no other. flux.md §5.3, N-01. */
export const providerMissing: Rule = missingReferences({
  code: "provider-missing",
  severity: "warning",
  title: "Alert without its Provider",
  explanation:
    "An Alert sends through the Provider that providerRef names. The Provider must be in the namespace of the Alert: the reference has no namespace of its own. Without it every event is dropped without a word.",
  link: "https://fluxcd.io/flux/components/notification/alerts/#provider-reference",
  consequence: "no alert is ever sent",
  examples: {
    wrong: `
      apiVersion: notification.toolkit.fluxcd.io/v1beta3
      kind: Provider
      metadata: { name: slack, namespace: monitoring }
      spec: { type: slack, channel: general }
      ---
      apiVersion: notification.toolkit.fluxcd.io/v1beta3
      kind: Alert
      metadata: { name: everything, namespace: flux-system }
      spec:
        providerRef:
          name: slack
          #     ^^^^^ provider-missing
        eventSources: [{ kind: Kustomization, name: "*" }]
    `,
    right: `
      apiVersion: notification.toolkit.fluxcd.io/v1beta3
      kind: Provider
      metadata: { name: slack, namespace: flux-system }
      spec: { type: slack, channel: general }
      ---
      apiVersion: notification.toolkit.fluxcd.io/v1beta3
      kind: Alert
      metadata: { name: everything, namespace: flux-system }
      spec:
        providerRef:
          name: slack
        eventSources: [{ kind: Kustomization, name: "*" }]
    `,
  },
});
