import { describe, expect, test } from "vitest";
import { describe as inWords } from "../../../server/engine/schema/describe.ts";
import {
  allowsUnknown,
  enumOf,
  excludedOf,
  propertiesOf,
  requiredOf,
  schemaAt,
} from "../../../server/engine/schema/explore.ts";
import type { JsonSchema } from "../../../server/engine/schema/jsonSchema.ts";
import { catalogue } from "../../support/catalogue.ts";

const schemaOf = (apiVersion: string, kind: string): JsonSchema =>
  catalogue.find(apiVersion, kind)?.schema ?? {};
const canary = schemaOf("flagger.app/v1beta1", "Canary");
const deployment = schemaOf("apps/v1", "Deployment");

const viewAt = (schema: JsonSchema, path: string, value?: unknown) => {
  const steps = path.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const view = schemaAt(schema, path === "" ? [] : steps, value);
  if (!view) throw new Error(`There is nothing at ${path}.`);
  return view;
};

describe("fields", () => {
  test("required ones come first", () => {
    const names = propertiesOf(viewAt(canary, "spec")).map((it) => it.name);
    expect(names.slice(0, 2)).toEqual(["targetRef", "analysis"]);
    expect(requiredOf(viewAt(canary, ""))).toEqual(["apiVersion", "kind", "metadata", "spec"]);
  });

  test("what every alternative requires is required", () => {
    expect(requiredOf(viewAt(canary, "spec.analysis"))).toEqual(["interval", "threshold"]);
  });

  test("one alternative excludes the others", () => {
    const analysis = viewAt(canary, "spec.analysis");
    expect(excludedOf(analysis, ["interval"])).toEqual([]);
    expect(excludedOf(analysis, ["stepWeight"])).toEqual(["iterations", "stepWeights"]);
  });

  test("references and lists are followed", () => {
    const container = viewAt(deployment, "spec.template.spec.containers.0");
    expect(propertiesOf(container)[0]).toMatchObject({ name: "name", required: true });
    expect(enumOf(viewAt(deployment, "spec.template.spec.containers.0.imagePullPolicy"))).toEqual([
      "Always",
      "IfNotPresent",
      "Never",
    ]);
  });

  test("a place that the schema does not have is none", () => {
    expect(schemaAt(canary, ["spec", "analisys"])).toBeUndefined();
    expect(schemaAt(canary, ["spec", "analysis", 0])).toBeUndefined();
    expect(schemaAt(canary, ["toString"])).toBeUndefined();
  });

  test("a map takes any name, and so does what is kept as it is", () => {
    expect(allowsUnknown(viewAt(deployment, "metadata.labels"))).toBe(true);
    expect(allowsUnknown(viewAt(deployment, "spec"))).toBe(false);
    const values = viewAt(schemaOf("helm.toolkit.fluxcd.io/v2", "HelmRelease"), "spec.values");
    expect(allowsUnknown(values)).toBe(true);
  });
});

describe("alternatives", () => {
  const schema: JsonSchema = {
    oneOf: [
      { properties: { type: { const: "a" }, one: { type: "string" } }, required: ["one"] },
      { properties: { type: { enum: ["b", "c"] }, two: { type: "integer" } }, required: ["two"] },
    ],
  };
  const namesWith = (value?: unknown) =>
    propertiesOf(viewAt(schema, "", value)).map((it) => it.name);

  test("stand side by side", () => {
    expect(namesWith()).toEqual(["type", "one", "two"]);
    expect(enumOf(viewAt(schema, "type"))).toEqual(["a", "b", "c"]);
    expect(requiredOf(viewAt(schema, ""))).toEqual([]);
  });

  test("that the value contradicts are left out", () => {
    expect(namesWith({ type: "b" })).toEqual(["type", "two"]);
    expect(namesWith({ type: "z" })).toEqual(["type", "one", "two"]);
  });
});

describe("in words", () => {
  const typeAt = (schema: JsonSchema, path: string) => inWords(viewAt(schema, path)).type;

  test.for([
    ["spec.analysis.interval", "duration"],
    ["spec.analysis.threshold", "number"],
    ["spec.analysis.metrics", "list of objects"],
    ["spec.service.hosts", "list of text values"],
    ["spec.service.targetPort", "whole number or text"],
    ["spec.skipAnalysis", "true or false"],
    ["spec.analysis.webhooks.0.metadata", "map of text values"],
    ["metadata.name", "text"],
  ])("Canary %s is: %s", ([path = "", words]) => {
    expect(typeAt(canary, path)).toBe(words);
  });

  test("a quantity is text or a number", () => {
    const path = "spec.template.spec.containers.0.resources.limits";
    expect(typeAt(deployment, path)).toBe("map of text values or numbers");
  });

  test("with default, release and what replaces it", () => {
    const kustomization = schemaOf("kustomize.toolkit.fluxcd.io/v1", "Kustomization");
    expect(inWords(viewAt(kustomization, "spec.force"))).toMatchObject({ default: false });
    expect(inWords(viewAt(kustomization, "spec.ignore"))).toMatchObject({ since: "2.9" });
    const file = schemaOf("kustomize.config.k8s.io/v1beta1", "Kustomization");
    expect(inWords(viewAt(file, "bases"))).toMatchObject({ deprecated: true });
  });

  test("a field's own words speak before those of what it refers to", () => {
    const schema: JsonSchema = {
      properties: { a: { $ref: "#/definitions/a", description: "here" } },
      definitions: { a: { type: "object", description: "there" } },
    };
    expect(inWords(viewAt(schema, "a"))).toMatchObject({ text: "here", type: "object" });
  });
});
