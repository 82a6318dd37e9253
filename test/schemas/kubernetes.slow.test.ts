import { describe, expect, test } from "vitest";
import type { KindInfo } from "../../server/engine/schema/catalogue.ts";
import { enumOf, propertiesOf, requiredOf, schemaAt } from "../../server/engine/schema/explore.ts";
import { catalogue } from "../support/catalogue.ts";

const kinds = catalogue.kinds.filter((it) => it.project === "kubernetes");
const infoOf = (apiVersion: string, kind: string): KindInfo | undefined =>
  catalogue.find(apiVersion, kind)?.info;
const viewAt = (apiVersion: string, kind: string, ...path: readonly (string | number)[]) => {
  const view = schemaAt(catalogue.find(apiVersion, kind)?.schema ?? {}, path);
  if (!view) throw new Error(`${kind} has no ${path.join(".")}.`);
  return view;
};

test.for([
  ["v1", "ConfigMap", "Namespaced", "configmaps"],
  ["v1", "Namespace", "Cluster", "namespaces"],
  ["v1", "PersistentVolume", "Cluster", "persistentvolumes"],
  ["apps/v1", "StatefulSet", "Namespaced", "statefulsets"],
  ["autoscaling/v2", "HorizontalPodAutoscaler", "Namespaced", "horizontalpodautoscalers"],
  ["batch/v1", "CronJob", "Namespaced", "cronjobs"],
  ["certificates.k8s.io/v1", "CertificateSigningRequest", "Cluster", "certificatesigningrequests"],
  ["events.k8s.io/v1", "Event", "Namespaced", "events"],
  ["discovery.k8s.io/v1", "EndpointSlice", "Namespaced", "endpointslices"],
  ["networking.k8s.io/v1", "Ingress", "Namespaced", "ingresses"],
  ["policy/v1", "PodDisruptionBudget", "Namespaced", "poddisruptionbudgets"],
  ["rbac.authorization.k8s.io/v1", "ClusterRole", "Cluster", "clusterroles"],
  ["resource.k8s.io/v1", "ResourceClaim", "Namespaced", "resourceclaims"],
  ["storage.k8s.io/v1", "StorageClass", "Cluster", "storageclasses"],
] as const)("%s %s is %s", ([apiVersion, kind, scope, plural]) => {
  expect(infoOf(apiVersion, kind)).toMatchObject({ scope, plural, served: true });
});

test("versions that are gone are remembered, with what replaces them", () => {
  const ingress = kinds.filter((it) => it.kind === "Ingress" && !it.served);
  expect(ingress.map((it) => [it.group, it.version, it.removedIn, it.replacedBy])).toEqual([
    ["extensions", "v1beta1", "1.22", "networking.k8s.io/v1"],
    ["networking.k8s.io", "v1beta1", "1.22", "networking.k8s.io/v1"],
  ]);
});

test("no kind is there twice", () => {
  const names = kinds.map((it) => `${it.group}/${it.version} ${it.kind}`);
  expect(names.length).toBe(new Set(names).size);
});

describe("schemas", () => {
  test("name what is required and what is closed", () => {
    const container = viewAt("apps/v1", "Deployment", "spec", "template", "spec", "containers", 0);
    expect(requiredOf(container)).toEqual(["name"]);
    const policy = viewAt("v1", "Service", "spec", "ipFamilies", 0);
    expect(enumOf(policy)).toEqual(["IPv4", "IPv6"]);
  });

  test("write fields in the order of people", () => {
    const names = propertiesOf(viewAt("apps/v1", "Deployment")).map((it) => it.name);
    expect(names).toEqual(["apiVersion", "kind", "metadata", "spec", "status"]);
    const metadata = propertiesOf(viewAt("v1", "Secret", "metadata")).map((it) => it.name);
    expect(metadata.slice(0, 4)).toEqual(["name", "namespace", "labels", "annotations"]);
  });

  test("leave alone what is another language", () => {
    const definition = "CustomResourceDefinition";
    const version = [
      "spec",
      "versions",
      0,
      "schema",
      "openAPIV3Schema",
      "properties",
      "x",
    ] as const;
    expect(viewAt("apiextensions.k8s.io/v1", definition, ...version).parts).toEqual([{}]);
  });
});
