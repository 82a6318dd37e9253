import { stringOf } from "../../server/engine/canary/json.ts";
import type { Tape } from "./tape.ts";

/** The apiVersion of a kind that a scenario speaks of. */
export function apiVersionOf({ scenario, canary }: Tape, kind: string): string {
  if (kind === "Canary") return "flagger.app/v1beta1";
  const provider =
    stringOf((canary.spec as { readonly provider?: string } | undefined)?.provider) ||
    scenario.provider;
  if (kind === "VirtualService" && provider.startsWith("appmesh")) {
    return provider === "appmesh" ? "appmesh.k8s.aws/v1beta1" : "appmesh.k8s.aws/v1beta2";
  }
  const own = scenario.objects.find((it) => it.kind === kind);
  return own ? stringOf(own.apiVersion) : (VERSIONS[kind] ?? "v1");
}

const VERSIONS: Readonly<Record<string, string>> = {
  Deployment: "apps/v1",
  DaemonSet: "apps/v1",
  Ingress: "networking.k8s.io/v1",
  HorizontalPodAutoscaler: "autoscaling/v2",
  ScaledObject: "keda.sh/v1alpha1",
  TrafficSplit: "split.smi-spec.io/v1alpha1",
  HTTPRoute: "gateway.networking.k8s.io/v1",
  VirtualService: "networking.istio.io/v1beta1",
  DestinationRule: "networking.istio.io/v1beta1",
  HTTPProxy: "projectcontour.io/v1",
  TraefikService: "traefik.io/v1alpha1",
  RouteTable: "gateway.solo.io/v1",
  Upstream: "gloo.solo.io/v1",
  TrafficRoute: "kuma.io/v1alpha1",
  ApisixRoute: "apisix.apache.org/v2",
  VirtualRouter: "appmesh.k8s.aws/v1beta2",
  MetricTemplate: "flagger.app/v1beta1",
  AlertProvider: "flagger.app/v1beta1",
};
