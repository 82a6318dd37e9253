import fc from "fast-check";
import { expect } from "vitest";
import { jsonOf } from "../../../server/engine/node.ts";
import type { KindSchema } from "../../../server/engine/schema/catalogue.ts";
import { schemaProblems } from "../../../server/engine/schema/check.ts";
import { parseDocument } from "../../../server/engine/yaml.ts";
import { catalogue } from "../../support/catalogue.ts";

const canary = {
  apiVersion: "flagger.app/v1beta1",
  kind: "Canary",
  metadata: { name: "face", labels: { app: "face" } },
  spec: {
    provider: "istio",
    targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "face" },
    service: {
      port: 80,
      targetPort: "http",
      match: [{ uri: { prefix: "/" } }],
      corsPolicy: { allowOrigins: [{ exact: "x" }] },
      trafficPolicy: { loadBalancer: { simple: "LEAST_CONN" } },
    },
    analysis: {
      interval: "1m",
      threshold: 5,
      iterations: 10,
      match: [{ headers: { x: { exact: "a" } } }],
      metrics: [{ name: "errors", interval: "30s", thresholdRange: { min: 99 } }],
    },
  },
};

const gateway = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "Gateway",
  metadata: { name: "web" },
  spec: {
    gatewayClassName: "istio",
    addresses: [{ type: "IPAddress", value: "10.0.0.1" }],
    listeners: [{ name: "http", port: 80, protocol: "HTTP" }],
  },
};

const kustomization = {
  apiVersion: "kustomize.config.k8s.io/v1beta1",
  kind: "Kustomization",
  resources: ["app.yaml"],
  patches: [{ path: "patch.yaml", target: { kind: "Deployment" } }],
  images: [{ name: "face", newTag: "1" }],
};

const deployment = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "face" },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: "face" } },
    strategy: { rollingUpdate: { maxSurge: "25%", maxUnavailable: 1 } },
    template: { spec: { containers: [{ name: "face", resources: { limits: { cpu: 1 } } }] } },
  },
};

interface Changeable {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [key: string]: Json;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A word that stands for something here, or nothing at all. */
const leaf = fc.constantFrom<Json>(
  ...[null, true, 0, 5, 2.5, "", "x", "yes", "60", "1h", "1min", "${X}", "Always", [], {}, [null]],
  ...[["x"], { name: "x" }, { exact: "a", prefix: "b" }, { $patch: "delete" }],
);
const name = fc.constantFrom(
  ...["name", "kind", "stepWeight", "stepWieght", "iterations", "path", "patch", "labels", "type"],
  ...["__proto__", "constructor", "toString", "$patch", "<<", "a/b~c", "", "0"],
);

/** Goes down some way and changes what is there. */
function changed(value: Json, [step, ...steps]: readonly number[], key: string, to: Json): Json {
  if (step === undefined || typeof value !== "object" || value === null) return to;
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    const index = step % (items.length + 1);
    const item = changed(items[index] ?? null, steps, key, to);
    return [...items.slice(0, index), item, ...items.slice(index + 1)];
  }
  const keys = [...Object.keys(value), key];
  const chosen = keys[step % keys.length] ?? key;
  const inner = Object.hasOwn(value, chosen) ? (value as Record<string, Json>)[chosen] : undefined;
  return { ...value, [chosen]: changed(inner ?? null, steps, key, to) };
}

const change = fc.tuple(fc.array(fc.nat(40), { minLength: 1, maxLength: 7 }), name, leaf);

/** Objects without a mistake, to be changed at random. */
export const changeable: readonly (readonly [string, Changeable])[] = [
  ["Canary", canary],
  ["Gateway", gateway],
  ["Kustomization", kustomization],
  ["Deployment", deployment],
];

/** Is whatever is wrong with an object that was changed at random explained in a sentence, inside the text? */
export function isExplained(whole: Changeable, runs: number): void {
  const kind = catalogue.find(whole.apiVersion, whole.kind) as KindSchema;
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 4 }),
      fc.boolean(),
      fc.constantFrom(0, 1),
      (changes, partial, indent) => {
        const value = changes.reduce<Json>((it, [at, key, to]) => changed(it, at, key, to), whole);
        const text = JSON.stringify(value, null, indent);
        const { root } = parseDocument({ text, inherited: undefined });
        const findings = schemaProblems(root, kind, { partial });
        expect(changes.length > 0 || findings.length === 0).toBe(true);
        for (const { span, message } of findings) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(message).toMatch(/^[^\n]*[.?!]$/);
          expect(message).not.toMatch(/undefined|\[object|NaN/);
        }
        const isKnown = !/\$\{|null|\$patch|1min|yes|<</.test(text);
        const isWrong = kind.validate(jsonOf(root)).length > 0;
        if (isKnown && !partial && isObject(value)) expect(findings.length > 0).toBe(isWrong);
      },
    ),
    { numRuns: runs, seed: 1 },
  );
}

const isObject = (value: Json): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
