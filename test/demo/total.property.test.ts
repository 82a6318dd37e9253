import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../support/runs.ts";
import { asked, map } from "./support/asked.ts";

const paths = [
  "/api/v1/namespaces/apps/configmaps",
  "/api/v1/namespaces/apps/services",
  "/api/v1/namespaces/apps/events",
  "/api/v1/namespaces",
  "/apis/apps/v1/namespaces/apps/deployments",
  "/apis/apps/v1/namespaces/apps/deployments/a/scale",
  "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/apps/kustomizations",
  "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/apps/kustomizations/a/status",
  "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
  "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
  "/api/v1/namespaces/apps/pods/a/log",
  "/api/v1/namespaces/apps/pods/a/binding",
  "/apis//",
  "/%",
];
const types = [
  "application/json",
  "application/merge-patch+json",
  "application/json-patch+json",
  "application/strategic-merge-patch+json",
  "application/apply-patch+yaml",
];
const keys = [
  "metadata",
  "spec",
  "status",
  "name",
  "labels",
  "template",
  "containers",
  "ports",
  "finalizers",
  "ownerReferences",
  "managedFields",
  "versions",
  "names",
  "op",
  "path",
  "value",
  "data",
  "replicas",
];
const kinds = [
  "Deployment",
  "ConfigMap",
  "Kustomization",
  "Service",
  "CustomResourceDefinition",
  "Namespace",
  "Event",
];

const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, 1.5, "", "a", "/metadata/labels", "add", "remove"),
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie("json"), { maxKeys: 4 }),
  ),
}));

const metadata = fc
  .tuple(
    fc.constantFrom("a", "b"),
    fc.dictionary(
      fc.constantFrom(
        "labels",
        "annotations",
        "finalizers",
        "ownerReferences",
        "managedFields",
        "resourceVersion",
        "generateName",
        "uid",
      ),
      json,
      { maxKeys: 2 },
    ),
  )
  .map(([name, rest]) => ({ ...rest, name }));

/** Objects that come as far as the insides of the server, and lists as patches are. */
const body = fc.oneof(
  fc.record({
    apiVersion: fc.constantFrom("v1", "apps/v1", "kustomize.toolkit.fluxcd.io/v1"),
    kind: fc.constantFrom(...kinds),
    metadata: fc.oneof(json, metadata),
    spec: json,
    status: json,
  }),
  fc.array(
    fc.record({
      op: fc.constantFrom("add", "remove", "test", "move"),
      path: fc.constantFrom("/metadata", "/spec/x", "", "/a/-"),
      from: json,
      value: json,
    }),
  ),
  json,
);

/** The kind that a path is about, so that most bodies come further than the first look. */
const identityOf = (path: string): object => {
  if (path.includes("/kustomizations")) {
    return { apiVersion: "kustomize.toolkit.fluxcd.io/v1", kind: "Kustomization" };
  }
  if (path.includes("/deployments")) return { apiVersion: "apps/v1", kind: "Deployment" };
  if (path.includes("/services")) return { apiVersion: "v1", kind: "Service" };
  return { apiVersion: "v1", kind: "ConfigMap" };
};

const prepared = asked();
prepared.ask(`POST ${paths[0]}`, map("a"));
prepared.ask(`POST ${paths[6]}`, {
  ...identityOf(paths[6] ?? ""),
  metadata: { name: "a" },
  spec: { interval: "1m", prune: true, sourceRef: { kind: "GitRepository", name: "x" } },
});

test("whatever is asked, there is an answer", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("GET", "POST", "PUT", "PATCH", "PATCH", "DELETE"),
      fc.constantFrom(...paths),
      fc.constantFrom("", "/a"),
      fc.constantFrom(
        "",
        "?fieldManager=x&force=true",
        "?dryRun=All",
        "?limit=x&continue=e30",
        "?watch=1",
      ),
      fc.constantFrom(...types),
      body,
      fc.boolean(),
      (method, path, name, query, type, sent, isFitting) => {
        const { ask } = asked({ store: prepared.cluster.store.fork() });
        const fits = isFitting && typeof sent === "object" && sent !== null && !Array.isArray(sent);
        const { status } = ask(
          `${method} ${path}${name}${query}`,
          fits ? { ...sent, ...identityOf(path) } : sent,
          { type: method === "PATCH" ? type : "application/json" },
        );
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(600);
      },
    ),
    { numRuns: runs(100, 3000) },
  );
});
