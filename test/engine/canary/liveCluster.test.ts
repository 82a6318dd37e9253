import { expect, test } from "vitest";
import type { Call } from "../../../server/engine/canary/call.ts";
import type { JsonObject } from "../../../server/engine/canary/json.ts";
import { liveCluster, type Store } from "../../../server/engine/canary/liveCluster.ts";

const EMPTY: Store = { objects: new Map(), changed: new Map() };

function opened(store: Store = EMPTY, tick = 0) {
  const calls: Call[] = [];
  return {
    calls,
    cluster: liveCluster(store, "test", { tick, at: tick * 10 }, (it) => calls.push(it)),
  };
}

const service = (name: string, spec: JsonObject): JsonObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, namespace: "test" },
  spec,
});

const PORT = { name: "http", port: 80, targetPort: 80, protocol: "TCP" };

test.for<readonly [string, JsonObject, string]>([
  [
    "a port out of range",
    { ports: [{ port: 70000 }] },
    "[spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive]",
  ],
  [
    "a name twice",
    { ports: [PORT, { ...PORT, port: 81 }] },
    'spec.ports[1].name: Duplicate value: "http"',
  ],
  [
    "a port of a container that is written as a text",
    { ports: [{ ...PORT, targetPort: "8080" }] },
    'spec.ports[0].targetPort: Invalid value: "8080": must contain at least one letter (a-z)',
  ],
  [
    "a number twice, which is told after all names",
    { ports: [PORT, { ...PORT, name: "Web", targetPort: "-web--of-the-shop" }] },
    `[spec.ports[1].name: Invalid value: "Web": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?'), spec.ports[1].targetPort: Invalid value: "-web--of-the-shop": must be no more than 15 characters, spec.ports[1].targetPort: Invalid value: "-web--of-the-shop": must not contain consecutive hyphens, spec.ports[1].targetPort: Invalid value: "-web--of-the-shop": must not begin or end with a hyphen, spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}]`,
  ],
  [
    "pods of a name that is too long for a label",
    { selector: { app: "a".repeat(64) }, ports: [PORT] },
    `spec.selector: Invalid value: "${"a".repeat(64)}": must be no more than 63 bytes`,
  ],
  [
    "addresses without an address",
    { clusterIPs: ["10.0.0.1"], ports: [PORT] },
    'spec.clusterIPs: Invalid value: ["10.0.0.1"]: must be empty when `clusterIP` is not specified',
  ],
])("the API server refuses %s", ([, spec, mistake]) => {
  const { cluster, calls } = opened();
  const refused = cluster.create(service("web", spec));
  expect(refused).toEqual({ code: 422, message: `Service "web" is invalid: ${mistake}` });
  expect(calls).toMatchObject([{ call: "write", verb: "create", refused: { code: 422 } }]);
  expect(cluster.find({ kind: "Service", name: "web" })).toBeUndefined();
});

test("the API server refuses the name of a Service that is longer than a label", () => {
  const name = `${"a".repeat(57)}-canary`;
  expect(opened().cluster.create(service(name, { ports: [PORT] }))).toEqual({
    code: 422,
    message: `Service "${name}" is invalid: metadata.name: Invalid value: "${name}": must be no more than 63 characters`,
  });
});

test.for<readonly [string, JsonObject, string]>([
  [
    "a name with a dot",
    { name: "web.shop" },
    'metadata.name: Invalid value: "web.shop": must not contain dots',
  ],
  [
    "a label with a space",
    { labels: { team: "the shop" } },
    `metadata.labels: Invalid value: "the shop": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
  ],
  [
    "a label of more than 63 bytes",
    { labels: { team: "ä".repeat(32) } },
    `[metadata.labels: Invalid value: "${"ä".repeat(32)}": must be no more than 63 bytes, metadata.labels: Invalid value: "${"ä".repeat(32)}": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')]`,
  ],
  [
    "an annotation whose key has two strokes",
    { annotations: { "a/b/c": "" } },
    `metadata.annotations: Invalid value: "a/b/c": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
  ],
])("the API server refuses a Service with %s", ([, metadata, mistake]) => {
  const { kind, apiVersion, spec } = service("web", { ports: [PORT] });
  const { name = "web" } = metadata;
  const refused = opened().cluster.create({
    apiVersion,
    kind,
    spec,
    metadata: { ...metadata, name },
  } as JsonObject);
  expect(refused?.message).toBe(`Service "${name}" is invalid: ${mistake}`);
});

const PREFIX = { path: { type: "PathPrefix", value: "/" } };

const REPLACED = {
  type: "URLRewrite",
  urlRewrite: { path: { type: "ReplacePrefixMatch", replacePrefixMatch: "/" } },
};

test.for<readonly [string, JsonObject, string | undefined]>([
  [
    "Go's durations",
    { timeouts: { request: "1.5h" } },
    "spec.rules[0].timeouts.request: Invalid value: \"1.5h\": spec.rules[0].timeouts.request in body should match '^([0-9]{1,5}(h|m|s|ms)){1,4}$'",
  ],
  [
    "a backend that may take longer than the request",
    { timeouts: { request: "10s", backendRequest: "1m" } },
    "spec.rules[0].timeouts: Invalid value: backendRequest timeout cannot be longer than request timeout",
  ],
  ["no limit of a request", { timeouts: { request: "0s", backendRequest: "1m" } }, undefined],
  [
    "a prefix replaced in two paths",
    { filters: [REPLACED], matches: [PREFIX, PREFIX] },
    "spec.rules[0]: Invalid value: When using URLRewrite filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified",
  ],
  [
    "a path that does not begin at the root",
    { matches: [{ path: { type: "Exact", value: "shop" } }] },
    "spec.rules[0].matches[0].path: Invalid value: value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']",
  ],
  [
    "an origin that names no scheme",
    { filters: [{ type: "CORS", cors: { allowOrigins: ["example.com"] } }] },
    `spec.rules[0].filters[0].cors.allowOrigins[0]: Invalid value: "example.com": spec.rules[0].filters[0].cors.allowOrigins[0] in body should match '${String.raw`(^\*$)|(^(http(s)?):\/\/(((\*\.)?([a-zA-Z0-9\-]+\.)*[a-zA-Z0-9-]+|\*)(:([0-9]{1,5}))?)$)`}'`,
  ],
  [
    "every origin beside another",
    { filters: [{ type: "CORS", cors: { allowOrigins: ["*", "https://example.com"] } }] },
    "spec.rules[0].filters[0].cors.allowOrigins: Invalid value: AllowOrigins cannot contain '*' alongside other origins",
  ],
  [
    "a method that is none, which keeps the rules from being looked at",
    { matches: [{ method: "get", path: { type: "Exact", value: "shop" } }] },
    '[spec.rules[0].matches[0].method: Unsupported value: "get": supported values: "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]',
  ],
  [
    "a header taken away twice",
    {
      filters: [{ type: "ResponseHeaderModifier", responseHeaderModifier: { remove: ["a", "a"] } }],
    },
    'spec.rules[0].filters[0].responseHeaderModifier.remove[1]: Duplicate value: "a"',
  ],
  [
    "a negative age",
    { filters: [{ type: "CORS", cors: { maxAge: -5 } }] },
    "spec.rules[0].filters[0].cors.maxAge: Invalid value: -5: spec.rules[0].filters[0].cors.maxAge in body should be greater than or equal to 1",
  ],
  ["a prefix replaced in one path", { filters: [REPLACED], matches: [PREFIX] }, undefined],
])("an HTTPRoute with %s", ([, rule, mistake]) => {
  const refused = opened().cluster.create({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "web", namespace: "test" },
    spec: { rules: [rule] },
  });
  expect(refused?.message).toBe(
    mistake && `HTTPRoute.gateway.networking.k8s.io "web" is invalid: ${mistake}`,
  );
});

test.for<readonly [readonly JsonObject[], string | undefined]>([
  [[{ name: "a" }, { name: "b" }], undefined],
  [[{ name: "a" }, { name: "a" }], "sectionName must be unique"],
  [[{ name: "a" }, { name: "a", sectionName: "web" }], "sectionName must be specified"],
  [
    [
      { name: "a", sectionName: "api" },
      { name: "a", sectionName: "web" },
    ],
    undefined,
  ],
])("an HTTPRoute of the parents %j", ([parentRefs, mistake]) => {
  const refused = opened().cluster.create({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "web", namespace: "test" },
    spec: { parentRefs, rules: [] },
  });
  expect(refused?.message).toBe(
    mistake &&
      `HTTPRoute.gateway.networking.k8s.io "web" is invalid: spec.parentRefs: Invalid value: ${mistake} when parentRefs includes 2 or more references to the same parent`,
  );
});

test.for<readonly [JsonObject, boolean]>([
  [{ minReplicas: 4, maxReplicas: 3 }, true],
  [{ minReplicas: 3, maxReplicas: 3 }, false],
  [{ maxReplicas: 3 }, false],
])("an autoscaler of %j", ([spec, isRefused]) => {
  const refused = opened().cluster.create({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web", namespace: "test" },
    spec,
  });
  expect(refused?.message).toBe(
    isRefused
      ? 'HorizontalPodAutoscaler.autoscaling "web" is invalid: spec.maxReplicas: Invalid value: 3: must be greater than or equal to `minReplicas`'
      : undefined,
  );
});

test("an address is given once", () => {
  const { cluster } = opened();
  expect(cluster.create(service("web", { clusterIP: "10.0.0.1", ports: [PORT] }))).toBeUndefined();
  const copy = service("copy", { type: "NodePort", clusterIP: "10.0.0.1", ports: [PORT] });
  expect(cluster.create(copy)?.message).toBe(
    'Service "copy" is invalid: spec.clusterIPs: Invalid value: ["10.0.0.1"]: failed to allocate IP 10.0.0.1: provided IP is already allocated',
  );
});

test("what is left out is filled in, and generations count changes of the spec", () => {
  const { cluster } = opened();
  const deployment = (metadata: JsonObject, spec: JsonObject): JsonObject => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", ...metadata },
    spec,
  });
  const spec = { template: {} };
  cluster.create(deployment({}, spec));
  const first = cluster.find({ kind: "Deployment", name: "web" }) ?? {};
  expect(first).toMatchObject({ metadata: { generation: 1 }, spec: { replicas: 1 } });
  cluster.update({ ...first, metadata: { name: "web", labels: { a: "b" } } });
  const second = cluster.find({ kind: "Deployment", name: "web" }) ?? {};
  expect(second).toMatchObject({ metadata: { generation: 1, labels: { a: "b" } } });
  cluster.update({ ...second, spec: { ...spec, replicas: 0 } }, "patch");
  expect(cluster.find({ kind: "Deployment", name: "web" })).toMatchObject({
    metadata: { generation: 2 },
    spec: { replicas: 0 },
  });
});

test("an autoscaler that says no minimum has one", () => {
  const { cluster } = opened();
  const kind = "HorizontalPodAutoscaler";
  cluster.create({
    apiVersion: "autoscaling/v2",
    kind,
    metadata: { name: "web" },
    spec: { maxReplicas: 3 },
  });
  expect(cluster.find({ kind, name: "web" })?.spec).toEqual({ minReplicas: 1, maxReplicas: 3 });
});

test("a route by hand gets what it leaves out; one that leaves out nothing stays as it is", () => {
  const { cluster } = opened();
  const kind = "HTTPRoute";
  const rules = [{ backendRefs: [{ name: "web", port: 80 }] }];
  const spec = { parentRefs: [{ name: "gateway" }], rules };
  cluster.create({ kind, metadata: { name: "web" }, spec });
  const route = cluster.find({ kind, name: "web" }) ?? {};
  expect(route.spec).toEqual({
    parentRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "gateway" }],
    rules: [
      {
        matches: [PREFIX],
        backendRefs: [{ group: "", kind: "Service", weight: 1, name: "web", port: 80 }],
      },
    ],
  });
  cluster.update(route);
  expect(cluster.find({ kind, name: "web" })).toBe(route);
});

test("it tells when pods had to change, and whether there were any before", () => {
  const deployment = (replicas: number, image: string): JsonObject => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: { replicas, template: { spec: { image } } },
  });
  const changes: unknown[] = [];
  let store = EMPTY;
  for (const [tick, object] of [
    deployment(1, "a"),
    deployment(2, "a"),
    deployment(2, "b"),
    deployment(0, "b"),
    deployment(0, "c"),
    deployment(3, "c"),
  ].entries()) {
    const { cluster } = opened(store, tick);
    if (tick === 0) cluster.create(object);
    else cluster.update(object);
    store = cluster.store();
    const { tick: when, fromZero } = cluster.changedAt("Deployment/test/web") ?? {};
    changes.push([when, fromZero]);
  }
  expect(changes).toEqual([
    [0, true],
    [0, true],
    [2, false],
    [2, false],
    [4, true],
    [5, true],
  ]);
});

test("what an object owns goes with it", () => {
  const { cluster } = opened();
  const owned = (name: string, owner: string): JsonObject => ({
    kind: "ConfigMap",
    metadata: { name, ownerReferences: [{ kind: "Canary", name: owner }] },
  });
  cluster.create({ kind: "Canary", metadata: { name: "one" } });
  cluster.create(owned("a", "one"));
  cluster.create(owned("b", "two"));
  cluster.remove({ kind: "Canary", name: "one" });
  expect([...cluster.store().objects.keys()]).toEqual(["ConfigMap/test/b"]);
});

test("the store before is never changed", () => {
  const { cluster } = opened();
  cluster.create({ kind: "ConfigMap", metadata: { name: "a" } });
  const before = cluster.store();
  cluster.create({ kind: "ConfigMap", metadata: { name: "b" } });
  expect([...before.objects.keys()]).toEqual(["ConfigMap/test/a"]);
  expect([...EMPTY.objects.keys()]).toEqual([]);
  expect(opened(before).cluster.store()).toBe(before);
});
