import { FLAGGER } from "../identity.ts";
import type { KindName, ReferenceRow } from "./row.ts";
import { object, secret } from "./rows.ts";

const canary: KindName = { group: FLAGGER, kind: "Canary" };
const metricTemplate: KindName = { group: FLAGGER, kind: "MetricTemplate" };
const alertProvider: KindName = { group: FLAGGER, kind: "AlertProvider" };

const workload = { kindField: "kind", apiVersionField: "apiVersion" } as const;

/** `analysis`, and what it was called before 1.0 (flagger.md §7.1). */
const analyses = ["spec.analysis", "spec.canaryAnalysis"] as const;

/** Flagger kinds: every field that names an object. flagger.md §1. */
export const flaggerReferences: readonly ReferenceRow[] = [
  object(
    canary,
    "spec.targetRef",
    [
      { group: "apps", kind: "Deployment" },
      { group: "apps", kind: "DaemonSet" },
      { group: "", kind: "Service" },
    ],
    { ...workload, missing: "error", code: "canary-target-missing" },
  ),
  // Its apiVersion is not evaluated either: the kind alone decides.
  object(
    canary,
    "spec.autoscalerRef",
    [
      { group: "autoscaling", kind: "HorizontalPodAutoscaler" },
      { group: "keda.sh", kind: "ScaledObject" },
    ],
    { kindField: "kind", missing: "error", code: "autoscaler-missing" },
  ),
  // Its apiVersion is not evaluated: Flagger reads networking.k8s.io/v1 whatever stands there.
  object(canary, "spec.ingressRef", [{ group: "networking.k8s.io", kind: "Ingress" }], {
    kindField: "kind",
    missing: "error",
    code: "ingress-missing",
  }),
  object(canary, "spec.routeRef", [{ group: "apisix.apache.org", kind: "ApisixRoute" }], workload),
  object(canary, "spec.upstreamRef", [{ group: "gloo.solo.io", kind: "Upstream" }], {
    ...workload,
    namespaceField: "namespace",
    defaultNamespace: "explicit",
  }),
  object(
    canary,
    "spec.service.gatewayRefs[]",
    [{ group: "gateway.networking.k8s.io", kind: "Gateway" }],
    { kindField: "kind", groupField: "group", namespaceField: "namespace" },
  ),
  ...analyses.flatMap((analysis) => [
    object(canary, `${analysis}.metrics[].templateRef`, [metricTemplate], {
      namespaceField: "namespace",
      missing: "warning",
      code: "metric-template-missing",
    }),
    object(canary, `${analysis}.alerts[].providerRef`, [alertProvider], {
      namespaceField: "namespace",
      missing: "warning",
      code: "alert-provider-missing",
    }),
  ]),
  secret(metricTemplate, "spec.provider.secretRef"),
  secret(alertProvider, "spec.secretRef"),
];
