import type { JsonObject } from "../server/engine/canary/json.ts";

/**
 * Definitions of the kinds by which meshes, gateways and autoscalers are told what to do, as far as Flagger writes them. They
 * take everything.
 */
export const routingDefinitions: readonly JsonObject[] = [
  ["networking.istio.io", "VirtualService", "virtualservices", "v1beta1"],
  ["networking.istio.io", "DestinationRule", "destinationrules", "v1beta1"],
  ["projectcontour.io", "HTTPProxy", "httpproxies", "v1"],
  ["traefik.io", "TraefikService", "traefikservices", "v1alpha1"],
  ["gateway.solo.io", "RouteTable", "routetables", "v1"],
  ["gloo.solo.io", "Upstream", "upstreams", "v1"],
  ["kuma.io", "TrafficRoute", "trafficroutes", "v1alpha1"],
  ["apisix.apache.org", "ApisixRoute", "apisixroutes", "v2"],
  ["appmesh.k8s.aws", "VirtualNode", "virtualnodes", "v1beta2", "v1beta1"],
  ["appmesh.k8s.aws", "VirtualService", "virtualservices", "v1beta2", "v1beta1"],
  ["appmesh.k8s.aws", "VirtualRouter", "virtualrouters", "v1beta2"],
  ["keda.sh", "ScaledObject", "scaledobjects", "v1alpha1"],
].map(([group = "", kind = "", plural = "", ...versions]) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `${plural}.${group}` },
  spec: {
    group,
    scope: kind === "TrafficRoute" ? "Cluster" : "Namespaced",
    names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
    versions: versions.map((name, index) => ({
      name,
      served: true,
      storage: index === 0,
      subresources: { status: {} },
      schema: {
        openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
      },
    })),
  },
}));
