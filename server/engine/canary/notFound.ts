/** What the API server says of an object that is not there. */
export function notFound(kind: string, name: string): string {
  return `${RESOURCES[kind] ?? `${kind.toLowerCase()}s`} "${name}" not found`;
}

/** Resource and group as they stand in the API server's sentences. */
const RESOURCES: Readonly<Record<string, string>> = {
  Deployment: "deployments.apps",
  DaemonSet: "daemonsets.apps",
  Service: "services",
  ConfigMap: "configmaps",
  Secret: "secrets",
  HorizontalPodAutoscaler: "horizontalpodautoscalers.autoscaling",
  ScaledObject: "scaledobjects.keda.sh",
  Ingress: "ingresses.networking.k8s.io",
  TrafficSplit: "trafficsplits.split.smi-spec.io",
  HTTPRoute: "httproutes.gateway.networking.k8s.io",
  VirtualService: "virtualservices.networking.istio.io",
  DestinationRule: "destinationrules.networking.istio.io",
  HTTPProxy: "httpproxies.projectcontour.io",
  TraefikService: "traefikservices.traefik.io",
  ApisixRoute: "apisixroutes.apisix.apache.org",
  RouteTable: "routetables.gateway.solo.io",
  Upstream: "upstreams.gloo.solo.io",
  TrafficRoute: "trafficroutes.kuma.io",
  AppMeshVirtualService: "virtualservices.appmesh.k8s.aws",
  VirtualNode: "virtualnodes.appmesh.k8s.aws",
  VirtualRouter: "virtualrouters.appmesh.k8s.aws",
  MetricTemplate: "metrictemplates.flagger.app",
  AlertProvider: "alertproviders.flagger.app",
  Canary: "canaries.flagger.app",
  KnativeService: "services.serving.knative.dev",
  Revision: "revisions.serving.knative.dev",
};
