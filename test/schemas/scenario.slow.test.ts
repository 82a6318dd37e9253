import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readScenario } from "../../server/engine/canary/scenario/readScenario.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const root = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const isValid = new Ajv({ strict: false }).compile(
  JSON.parse(read("schemas/flightpath/scenario.json")),
);

const isRead = (json: Json): boolean => "scenario" in readScenario(JSON.stringify(json));

/** Everything that a scenario can say. */
const whole: Json = {
  $schema: "x",
  title: "all of it",
  canary: "faces/face",
  roots: [".", "../other"],
  cluster: "clusters/main",
  flags: {
    meshProvider: "linkerd",
    selectorLabels: ["app"],
    includeLabelPrefix: ["x"],
    metricsServer: "http://x",
    controlLoopInterval: 10,
    enableConfigTracking: true,
    ingressAnnotationsPrefix: "n",
    ingressClass: "c",
    hasEventWebhook: true,
    alertChannel: "ops",
    noCrossNamespaceRefs: false,
    clusterName: "main",
  },
  begins: "rest",
  metrics: {
    a: 1,
    b: [1, null, "NaN", { status: 500, body: "x" }, { series: [1, null, "NaN"] }],
    c: { "0": 1, "7": null },
  },
  webhooks: {
    a: "pass",
    b: ["fail", "timeout", "refused", 403, { status: 500, body: "x", delay: 1 }],
    c: { opensAt: 4 },
    d: { "3": "fail" },
  },
  target: { readyAfter: 2 },
  primary: { readyAfter: "never" },
  gatewayLag: 500,
  edits: [
    { tick: 1, edit: "revision", body: { spec: {} } },
    { tick: 2, edit: "config", object: { kind: "ConfigMap", name: "a", namespace: "b" } },
    { tick: 3, edit: "patch", body: {} },
    { tick: 4, edit: "suspend" },
  ],
  expect: {
    outcome: "Failed",
    within: 60,
    ticks: {
      "3": {
        phase: "Failed",
        weight: 5,
        failedChecks: 1,
        iterations: -1,
        mirrored: false,
        events: ["x"],
      },
    },
    never: { phases: ["Promoting"], events: ["x"] },
  },
};

test("the whole of it is read, and as the schema has it", () => {
  expect(isRead(whole)).toBe(true);
  expect(isValid(whole) || isValid.errors).toBe(true);
});

test("the scenario of the documentation is one", () => {
  const page = read("docs/simulate.md");
  const block = /\n {4}\{\n[\s\S]*?\n {4}\}\n/.exec(page)?.[0] ?? "";
  expect(isRead(JSON.parse(block))).toBe(true);
  expect(isValid(JSON.parse(block))).toBe(true);
});

test("the schema and the reader agree on what is a scenario", () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
    fc.constantFrom<Json>(-1, 0, 1.5, "", "never", "fail", "Failed", null, [], {}, [1], {
      status: 1,
    }),
  );
  fc.assert(
    fc.property(value, fc.nat(), fc.constantFrom("value", "field", "gone"), (json, seed, how) => {
      const changed = changedAt(whole, seed, how, json);
      expect(isRead(changed)).toBe(isValid(changed));
    }),
    { numRuns: 20_000 },
  );
});

/** Something somewhere inside is another value, has one field more, or is gone. */
function changedAt(json: Json, seed: number, how: string, value: Json): Json {
  if (typeof json !== "object" || json === null) return value;
  const keys = Object.keys(json);
  const at = seed % (keys.length + 1);
  const rest = Math.floor(seed / (keys.length + 1));
  const key = keys[at];
  if (key === undefined)
    return how === "field" && !Array.isArray(json) ? { ...json, odd: value } : value;
  const inner = (json as { readonly [key: string]: Json })[key] ?? null;
  if (how === "gone" && rest % 3 === 0) {
    const left = Object.entries(json).filter(([it]) => it !== key);
    return Array.isArray(json) ? left.map(([, it]) => it as Json) : Object.fromEntries(left);
  }
  const next = changedAt(inner, rest, how, value);
  if (Array.isArray(json)) return json.map((it: Json, index) => (index === at ? next : it));
  return { ...json, [key]: next };
}
