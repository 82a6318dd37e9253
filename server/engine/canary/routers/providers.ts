import type { Canary } from "../canary.ts";
import type { ObjectName } from "../cluster.ts";
import type { Router } from "../routing.ts";
import { apisix } from "./apisix.ts";
import { appmesh } from "./appmesh.ts";
import { appmeshV1beta2 } from "./appmeshV1beta2.ts";
import { contour } from "./contour.ts";
import { gatewayApi } from "./gatewayApi.ts";
import { gloo } from "./gloo.ts";
import { istio } from "./istio.ts";
import { knative } from "./knative.ts";
import { kubernetes } from "./kubernetes.ts";
import { kuma } from "./kuma.ts";
import { nginx } from "./nginx.ts";
import { skipper } from "./skipper.ts";
import { smi } from "./smi.ts";
import { traefik } from "./traefik.ts";

/** A Canary, whatever has become of it. */
export type WrittenCanary = Omit<Canary, "status">;

export interface ProviderRow {
  /** The text of a provider, or what it begins with. */
  readonly name: string;
  readonly compared: "whole" | "start";
  readonly router: Router;
  /** The object that holds the weights; absent where there is none. */
  readonly holder?: (canary: WrittenCanary) => ObjectName;
}

/**
 * The row of a provider: the first that fits. What follows the beginning names a mesh, or nothing. Istio is for everything
 * else.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/factory.go
 */
export function providerRow(provider: string): ProviderRow {
  const row = ROWS.find(({ name, compared }) =>
    compared === "whole" ? provider === name : provider.startsWith(name),
  );
  return row ?? OTHERWISE;
}

const apexObject =
  (kind: string) =>
  (canary: WrittenCanary): ObjectName => ({
    kind,
    name: canary.spec.service.apex,
    namespace: canary.namespace,
  });

const canaryIngress = (canary: WrittenCanary): ObjectName => ({
  kind: "Ingress",
  name: `${canary.spec.ingress?.name ?? ""}-canary`,
  namespace: canary.namespace,
});

const canaryRoute = (canary: WrittenCanary): ObjectName => ({
  kind: "ApisixRoute",
  name: `${canary.spec.route?.name ?? ""}-${canary.spec.service.apex}-canary`,
  namespace: canary.namespace,
});

const whole = (
  name: string,
  router: Router,
  holder?: (canary: WrittenCanary) => ObjectName,
): ProviderRow => ({ name, compared: "whole", router, ...(holder && { holder }) });

const start = (
  name: string,
  router: Router,
  holder: (canary: WrittenCanary) => ObjectName,
): ProviderRow => ({ name, compared: "start", router, holder });

const split = apexObject("TrafficSplit");

const OTHERWISE = whole("istio", istio, apexObject("VirtualService"));

const ROWS: readonly ProviderRow[] = [
  start("appmesh:v1beta2", appmeshV1beta2, apexObject("VirtualRouter")),
  whole("appmesh", appmesh, (canary) => ({
    kind: "VirtualService",
    name: `${canary.spec.service.apex}.${canary.namespace}`,
    namespace: canary.namespace,
  })),
  whole("linkerd", smi("v1alpha1"), split),
  OTHERWISE,
  start("smi:v1alpha1", smi("v1alpha1"), split),
  start("smi:v1alpha2", smi("v1alpha2"), split),
  start("smi:v1alpha3", smi("v1alpha3"), split),
  whole("contour", contour, apexObject("HTTPProxy")),
  whole("knative", knative, (canary) => ({
    kind: "Service",
    name: canary.spec.target.name,
    namespace: canary.namespace,
  })),
  start("gloo", gloo, apexObject("RouteTable")),
  whole("nginx", nginx, canaryIngress),
  whole("skipper", skipper, canaryIngress),
  whole("traefik", traefik, apexObject("TraefikService")),
  whole("apisix", apisix, canaryRoute),
  whole("osm", smi("v1alpha2"), split),
  whole("kuma", kuma, (canary) => ({
    kind: "TrafficRoute",
    name: canary.spec.service.apex,
    namespace: "",
  })),
  start("gatewayapi:v1beta1", gatewayApi("v1beta1"), apexObject("HTTPRoute")),
  start("gatewayapi:v1", gatewayApi("v1"), apexObject("HTTPRoute")),
  whole("kubernetes", kubernetes),
];
