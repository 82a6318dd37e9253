import { expect, test } from "vitest";
import { connect } from "../../../client/cluster/api/connection.ts";
import { discover } from "../../../client/cluster/api/discovery.ts";
import type { Fields } from "../../../client/cluster/api/json.ts";
import { placeOfPath } from "../../../client/cluster/api/requestPath.ts";
import { memoryCluster } from "./support/memoryCluster.ts";
import { turnedTime } from "./support/turnedTime.ts";

const pin = { context: "dev", server: "https://dev", namespace: "default", identity: "dev" };

/** What is found on a server that answers these paths. */
async function found(answers: Readonly<Record<string, Fields | number>>) {
  const cluster = memoryCluster();
  cluster.fault = ({ path }) => {
    const answer = answers[path];
    return typeof answer === "number"
      ? { status: answer }
      : { status: answer ? 200 : 404, body: answer ?? {} };
  };
  const connection = connect({ pin, access: cluster.access, time: turnedTime() });
  const { value, failure } = await discover(connection, new AbortController().signal);
  const known = value?.known
    .map(({ resource }) => `${resource.kind} ${resource.version}`)
    .join(", ");
  return { ...value, said: failure?.sentence ?? known, asked: cluster.asked };
}

const inOne = (name: string, ...versions: readonly (readonly [string, string, string])[]) => ({
  metadata: { name },
  versions: versions.map(([version, kind, plural]) => ({
    version,
    resources: [
      {
        resource: plural,
        responseKind: { kind },
        scope: "Namespaced",
        verbs: ["get", "list", "watch"],
        subresources: [{ subresource: "status" }],
      },
    ],
  })),
});
const list = (...items: readonly Fields[]) => ({ kind: "APIGroupDiscoveryList", items });

test("all at once: the newest version that both sides know", async () => {
  const { said, asked, find } = await found({
    "/api": list(inOne("", ["v1", "Pod", "pods"])),
    "/apis": list(
      inOne(
        "helm.toolkit.fluxcd.io",
        ["v2beta2", "HelmRelease", "helmreleases"],
        ["v2", "HelmRelease", "helmreleases"],
        ["v9", "HelmRelease", "helmreleases"],
      ),
      inOne("kustomize.toolkit.fluxcd.io", ["v1beta2", "Kustomization", "kustomizations"]),
      inOne("example.com", ["v3", "Kustomization", "kustomizations"]),
    ),
  });
  expect(said).toBe("Kustomization v1beta2, HelmRelease v2");
  expect(asked).toHaveLength(2);
  expect(find?.("Pod", "")).toMatchObject({
    group: "",
    version: "v1",
    plural: "pods",
    isNamespaced: true,
  });
  expect(find?.("Kustomization", "example.com")?.version).toBe("v3");
  expect(find?.("Kustomization", "nowhere")).toBeUndefined();
});

test("group by group, where the server cannot; a group that is down hides only itself", async () => {
  const { said } = await found({
    "/api": { kind: "APIVersions", versions: ["v1"] },
    "/apis": {
      kind: "APIGroupList",
      groups: [
        { name: "flagger.app", versions: [{ groupVersion: "flagger.app/v1beta1" }] },
        { name: "metrics.k8s.io", versions: [{ groupVersion: "metrics.k8s.io/v1" }] },
      ],
    },
    "/api/v1": { kind: "APIResourceList", groupVersion: "v1", resources: [] },
    "/apis/flagger.app/v1beta1": {
      kind: "APIResourceList",
      groupVersion: "flagger.app/v1beta1",
      resources: [
        { name: "canaries", kind: "Canary", namespaced: true, verbs: ["list"] },
        { name: "canaries/status", kind: "Canary", namespaced: true, verbs: ["get"] },
      ],
    },
    "/apis/metrics.k8s.io/v1": 404,
  });
  expect(said).toBe("Canary v1beta1");
});

test("a server that does not want us says so", async () => {
  expect((await found({ "/api": 403, "/apis": 403 })).said).toBe("forbidden: cannot read /api");
});

test.for([
  ["GET", "/apis/g/v1/namespaces/n/things?limit=5", "list things in n"],
  ["GET", "/apis/g/v1/things", "list things"],
  ["GET", "/apis/g/v1/namespaces/n/things?watch=1", "watch things in n"],
  ["GET", "/api/v1/namespaces", "list namespaces"],
  ["GET", "/api/v1/namespaces/n", "get namespaces/n"],
  ["PATCH", "/api/v1/namespaces/n/pods/p", "patch pods/p in n"],
  ["DELETE", "/apis/g/v1/roles/a%3Ab", "delete roles/a:b"],
  ["GET", "/version", "read /version"],
  ["GET", "/apis/g/v1/roles/%", "get roles/%"],
] as const)("%s %s in words", ([method, path, words]) => {
  const { verb, what, where } = placeOfPath(method, path);
  expect(`${verb} ${what}${where}`).toBe(words);
});
