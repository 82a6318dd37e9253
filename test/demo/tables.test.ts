import { expect, test } from "vitest";
import type { JsonObject } from "../../server/engine/canary/json.ts";
import { asked } from "./support/asked.ts";

/** What `kubectl get -o wide` would print of one object, columns and cells by name. */
function row(collection: string, object: JsonObject): Readonly<Record<string, unknown>> {
  const { ask } = asked();
  const made = ask(`POST ${collection}`, object);
  expect(made.status).toBe(201);
  const accept = "application/json;as=Table;v=v1;g=meta.k8s.io";
  const { response } = ask(`GET ${collection}`, undefined, { accept });
  const { columnDefinitions, rows } = JSON.parse(response.body) as {
    readonly columnDefinitions: readonly { readonly name: string }[];
    readonly rows: readonly { readonly cells: readonly unknown[] }[];
  };
  const cells = rows[0]?.cells ?? [];
  return Object.fromEntries(columnDefinitions.map(({ name }, index) => [name, cells[index]]));
}

const metadata = { name: "x" };
const inApps = (path: string) => path.replace(/[^/]+$/, "namespaces/apps/$&");

test("a network policy by its selector, with expressions in the order of their keys", () => {
  const matchExpressions = [
    { key: "tier", operator: "In", values: ["front", "back"] },
    { key: "old", operator: "DoesNotExist" },
    { key: "a", operator: "NotIn", values: ["b"] },
  ];
  const podSelector = { matchLabels: { app: "web" }, matchExpressions };
  const policy = {
    ...{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata },
    spec: { podSelector },
  };
  expect(row(inApps("/apis/networking.k8s.io/v1/networkpolicies"), policy)).toMatchObject({
    Name: "x",
    "Pod-Selector": "a notin (b),app=web,!old,tier in (back,front)",
  });
});

test("endpoints: three of them, and how many more there are", () => {
  const slice = {
    ...{ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", metadata },
    addressType: "IPv4",
    ports: [{ port: 80 }, { name: "odd" }],
    endpoints: ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"].map((it) => ({ addresses: [it] })),
  };
  expect(row(inApps("/apis/discovery.k8s.io/v1/endpointslices"), slice)).toMatchObject({
    AddressType: "IPv4",
    Ports: "80,odd",
    Endpoints: "10.0.0.1,10.0.0.2,10.0.0.3 + 1 more...",
  });
  const endpoints = {
    ...{ apiVersion: "v1", kind: "Endpoints", metadata },
    subsets: [{ addresses: [{ ip: "10.0.0.1" }, { ip: "10.0.0.2" }], ports: [{ port: 80 }] }],
  };
  expect(row(inApps("/api/v1/endpoints"), endpoints)).toMatchObject({
    Endpoints: "10.0.0.1:80,10.0.0.2:80",
  });
});

test("a binding by who is bound", () => {
  const binding = {
    ...{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding", metadata },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "reader" },
    subjects: [
      { kind: "User", name: "ann" },
      { kind: "User", name: "ben" },
      { kind: "ServiceAccount", name: "robot", namespace: "apps" },
    ],
  };
  const path = inApps("/apis/rbac.authorization.k8s.io/v1/rolebindings");
  expect(row(path, binding)).toMatchObject({
    Role: "Role/reader",
    Users: "ann, ben",
    Groups: "",
    ServiceAccounts: "apps/robot",
  });
});

test("a budget says what it does not limit", () => {
  const budget = {
    ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata },
    spec: { minAvailable: "50%", selector: { matchLabels: { app: "web" } } },
  };
  expect(row(inApps("/apis/policy/v1/poddisruptionbudgets"), budget)).toMatchObject({
    "Min Available": "50%",
    "Max Unavailable": "N/A",
    "Allowed Disruptions": 0,
  });
});

test("of an event the name comes last", () => {
  const event = {
    ...{ apiVersion: "v1", kind: "Event", metadata: { name: "x.1", namespace: "apps" } },
    involvedObject: { kind: "Deployment", name: "web", namespace: "apps" },
    ...{ type: "Normal", reason: "Scaled", message: " up ", source: { component: "c", host: "h" } },
  };
  const cells = row(inApps("/api/v1/events"), event);
  expect(Object.keys(cells).at(-1)).toBe("Name");
  expect(cells).toMatchObject({
    ...{ Object: "deployment/web", Message: "up", Source: "c, h", Count: 1, Name: "x.1" },
  });
});

test("a claim that is bound to nothing has no capacity", () => {
  const claim = {
    ...{ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata },
    spec: {
      ...{ accessModes: ["ReadWriteOnce"], storageClassName: "slow" },
      resources: { requests: { storage: "1Gi" } },
    },
  };
  expect(row(inApps("/api/v1/persistentvolumeclaims"), claim)).toMatchObject({
    ...{ Volume: "", Capacity: "", "Access Modes": "", StorageClass: "slow" },
    ...{ VolumeAttributesClass: "<unset>", VolumeMode: "Filesystem" },
  });
});
