import { expect, test } from "vitest";
import { asked } from "./support/asked.ts";

const crds = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const widgets = "/apis/demo.example/v1/namespaces/apps/widgets";
const version = (name: string, storage: boolean) => ({
  name,
  served: true,
  storage,
  subresources: { scale: { specReplicasPath: ".spec.size", statusReplicasPath: ".status.size" } },
  additionalPrinterColumns: [{ name: "Size", type: "integer", jsonPath: ".spec.size" }],
  schema: {
    openAPIV3Schema: {
      type: "object",
      properties: {
        spec: {
          type: "object",
          properties: {
            size: { type: "integer", default: 3 },
            free: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
          },
        },
        status: { type: "object", properties: { size: { type: "integer" } } },
      },
    },
  },
});
const definition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "widgets.demo.example" },
  spec: {
    group: "demo.example",
    scope: "Namespaced",
    names: { plural: "widgets", kind: "Widget", shortNames: ["w"] },
    versions: [version("v1beta1", false), version("v1", true)],
  },
};
const widget = (spec: object) => ({
  apiVersion: "demo.example/v1",
  kind: "Widget",
  metadata: { name: "a" },
  spec,
});

test("a definition brings a kind: discovery, defaults, pruning, columns, scale, versions", () => {
  const { ask } = asked();
  expect(ask(`GET ${widgets}`).status).toBe(404);
  ask(`POST ${crds}`, definition);
  expect(ask("GET /apis/demo.example").at("preferredVersion", "version")).toBe("v1");
  const made = ask(`POST ${widgets}`, widget({ free: { any: 1 }, other: 1 }));
  expect(made.at("spec")).toEqual({ free: { any: 1 }, size: 3 });
  expect(made.response.headers.warning).toBe('299 - "unknown field \\"spec.other\\""');
  const table = ask(`GET ${widgets}`, undefined, {
    accept: "application/json;as=Table;v=v1;g=meta.k8s.io",
  });
  expect(table.at("rows")).toMatchObject([{ cells: ["a", 3] }]);
  ask(
    `PATCH ${widgets}/a/scale`,
    { spec: { replicas: 5 } },
    { type: "application/merge-patch+json" },
  );
  expect(ask(`GET ${widgets}/a/scale`).at("spec", "replicas")).toBe(5);
  const older = ask(`GET ${widgets.replace("/v1/", "/v1beta1/")}/a`);
  expect([older.at("apiVersion"), older.at("spec", "size")]).toEqual(["demo.example/v1beta1", 5]);
});

test("with the definition go the objects and the kind", () => {
  const { ask, cluster } = asked();
  ask(`POST ${crds}`, definition);
  ask(`POST ${widgets}`, widget({}));
  ask(`DELETE ${crds}/widgets.demo.example`);
  expect(ask(`GET ${widgets}`).status).toBe(404);
  expect(cluster.store.list("demo.example/widgets")).toEqual([]);
});

test("OpenAPI tells of a kind what clients ask", () => {
  const { ask } = asked();
  const paths = ask("GET /openapi/v3").at("paths", "apis/kustomize.toolkit.fluxcd.io/v1");
  expect(paths).toMatchObject({ serverRelativeURL: expect.stringContaining("?hash=") });
  const document = ask("GET /openapi/v3/apis/apps/v1");
  const deployment = document.at("components", "schemas", "io.k8s.api.apps.v1.Deployment");
  expect(deployment).toMatchObject({ "x-kubernetes-group-version-kind": [{ kind: "Deployment" }] });
  const patch = document.at(
    "paths",
    "/apis/apps/v1/namespaces/{namespace}/deployments/{name}",
    "patch",
    "parameters",
  );
  expect(patch).toContainEqual(expect.objectContaining({ name: "fieldValidation", in: "query" }));
});
