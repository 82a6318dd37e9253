import { field, type JsonObject, stringOf } from "../../../server/engine/canary/json.ts";
import type { Cluster } from "../../apiserver/cluster.ts";
import { insideOf, placeOf } from "../../apiserver/inside.ts";

/** Puts the Deployments of Flux in flux-system, as `flux install` does; they tell versions and flags. */
export function install(cluster: Cluster): void {
  const { create, list, patch } = insideOf(cluster, "flux");
  for (const it of list(DEFINITIONS, "CustomResourceDefinition")) {
    if (!stringOf(field(it, "spec", "group")).endsWith(".toolkit.fluxcd.io")) continue;
    const { "app.kubernetes.io/component": _, ...labels } = labelsOf("");
    patch(placeOf(it), { metadata: { labels } });
  }
  create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "flux-system" } });
  for (const it of CONTROLLERS) {
    create(serviceAccount(it.name));
    create(deployment(it));
  }
  for (const name of ["source-controller", "notification-controller"]) create(service(name));
  create(service("webhook-receiver", "notification-controller"));
}

const DEFINITIONS = "apiextensions.k8s.io/v1";

/** Of the distribution. */
const FLUX_VERSION = "v2.9.5";

interface ControllerFacts {
  readonly name: string;
  readonly version: string;
  readonly args?: readonly string[];
}

/** Blocked objects are looked at again sooner than Flux does by itself, so that a demo goes on. */
const SOON = "--requeue-dependency=5s";

const CONTROLLERS: readonly ControllerFacts[] = [
  { name: "source-controller", version: "v1.9.5", args: [SOON] },
  { name: "kustomize-controller", version: "v1.9.5", args: [SOON] },
  { name: "helm-controller", version: "v1.6.4", args: [SOON] },
  { name: "notification-controller", version: "v1.9.4" },
  { name: "image-reflector-controller", version: "v1.2.5" },
  { name: "image-automation-controller", version: "v1.2.5" },
];

const labelsOf = (name: string) => ({
  "app.kubernetes.io/component": name,
  "app.kubernetes.io/instance": "flux-system",
  "app.kubernetes.io/part-of": "flux",
  "app.kubernetes.io/version": FLUX_VERSION,
});

const serviceAccount = (name: string): JsonObject => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name, namespace: "flux-system", labels: labelsOf(name) },
});

function deployment({ name, version, args = [] }: ControllerFacts): JsonObject {
  const watched = ["--watch-all-namespaces=true", "--log-level=info", "--log-encoding=json"];
  const events = "--events-addr=http://notification-controller.flux-system.svc.cluster.local./";
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name,
      namespace: "flux-system",
      labels: { ...labelsOf(name), "control-plane": "controller" },
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          serviceAccountName: name,
          containers: [
            {
              name: "manager",
              image: `ghcr.io/fluxcd/${name}:${version}`,
              args: [...(name.startsWith("notification") ? [] : [events]), ...watched, ...args],
              ports: [{ containerPort: 8080, name: "http-prom", protocol: "TCP" }],
            },
          ],
        },
      },
    },
  };
}

const service = (name: string, app = name): JsonObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, namespace: "flux-system", labels: labelsOf(app) },
  spec: {
    selector: { app },
    ports: [{ name: "http", port: 80, protocol: "TCP", targetPort: "http" }],
  },
});
