import { expect, test } from "vitest";
import { workloads } from "../../demo/controllers/workloads/all.ts";
import { newTraffic, type Traffic } from "../../demo/traffic/traffic.ts";
import { trafficWorld } from "../../demo/traffic/trafficWorld.ts";
import { readCanary } from "../../server/engine/canary/readCanary.ts";
import type { World } from "../../server/engine/canary/world.ts";
import { atWork } from "./support/cluster.ts";

const web = (environment: string, replicas = 1) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: apps }
data: { errors: "40", ERROR_FRACTION: "12.5" }
---
apiVersion: flagger.app/v1beta1
kind: MetricTemplate
metadata: { name: not-found, namespace: apps }
spec: { provider: { type: prometheus, address: "http://x" }, query: 'sum(rate(x{status="404"}[1m]))' }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: apps }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "web:1", ${environment} }] }
`;

const hook = (name: string, type: string, path: string) =>
  `{ name: ${name}, type: ${type}, url: "http://tester.apps${path}" }`;

const canary = (provider: string) => `
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: web, namespace: apps }
spec:
  provider: ${provider}
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  service: { port: 80 }
  analysis:
    interval: 10s
    threshold: 3
    stepWeight: 10
    metrics:
      - { name: request-success-rate, thresholdRange: { min: 99 } }
      - { name: request-duration, thresholdRange: { max: 500 } }
      - { name: missing pages, thresholdRange: { max: 5 }, templateRef: { name: not-found } }
      - { name: error share, thresholdRange: { max: 0.05 } }
      - { name: queue length, thresholdRange: { max: 10 } }
    webhooks:
      - ${hook("gate", "confirm-promotion", "/gate/check")}
      - ${hook("halt", "confirm-rollout", "/gate/halt")}
      - ${hook("back", "rollback", "/rollback/check")}
      - ${hook("load", "rollout", "/")}
`;

async function worldOf(
  environment: string,
  { provider = "linkerd", replicas = 1, traffic = newTraffic() } = {},
): Promise<{ readonly world: World; readonly traffic: Traffic }> {
  const at = atWork(workloads);
  at.apply(web(environment, replicas));
  at.apply(canary(provider));
  await at.turn(10);
  const object = at.get("Canary apps/web");
  if (!object) throw new Error("There is no Canary.");
  const flags = { meshProvider: provider };
  const now = at.cluster.now();
  return { world: trafficWorld(readCanary(object), flags, traffic, at.inside, now), traffic };
}

const answer = (world: World, name: string) => world.metric(name, 0, 0, name, () => true);
const env = (name: string, value: string) => `env: [{ name: ${name}, value: "${value}" }]`;

test.for([
  ["nothing", "", 100, 20],
  ["errors in percent", env("ERROR_FRACTION", "75"), 25, 20],
  ["a share that is no number", env("ERROR_FRACTION", "many"), 100, 20],
  ["more than all", env("ERROR_FRACTION", "120"), 0, 20],
  ["delays that come equally often", env("DELAY_BUCKETS", "0,5,1500"), 100, 1520],
  ["a duration", env("LATENCY", "0.3s"), 100, 320],
  ["milliseconds", env("DELAY_MS", "80"), 100, 100],
  [
    "a key of a ConfigMap",
    "env: [{ name: ERROR_FRACTION, valueFrom: { configMapKeyRef: { name: settings, key: errors } } }]",
    60,
    20,
  ],
  ["all of a ConfigMap", "envFrom: [{ configMapRef: { name: settings } }]", 87.5, 20],
] as const)(
  "the environment says how pods answer: %s",
  async ([, environment, success, latency]) => {
    const { world } = await worldOf(environment);
    expect([answer(world, "request-success-rate"), answer(world, "request-duration")]).toEqual([
      success,
      latency,
    ]);
  },
);

test("a provider that measures durations in seconds is answered in seconds", async () => {
  const { world } = await worldOf(env("LATENCY", "480"), { provider: "kubernetes" });
  expect(answer(world, "request-duration")).toBe(0.5);
});

test("metrics of one's own are told by their words, in the size of their bounds", async () => {
  const { world } = await worldOf(env("ERROR_FRACTION", "20"));
  expect(answer(world, "missing pages")).toBe(20);
  expect(answer(world, "error share")).toBe(0.2);
  expect(answer(world, "queue length")).toBe(null);
});

test("where no pod is ready there are no values", async () => {
  const { world } = await worldOf("", { replicas: 0 });
  expect(answer(world, "request-success-rate")).toBe(null);
});

test("what somebody says of a metric counts, until it is given back", async () => {
  const { world, traffic } = await worldOf(env("ERROR_FRACTION", "75"));
  const name = { namespace: "apps", name: "web" };
  traffic.setOverride(name, "request-success-rate", 99.5);
  expect(answer(world, "request-success-rate")).toBe(99.5);
  traffic.setOverride(name, "request-success-rate", null);
  expect(answer(world, "request-success-rate")).toBe(null);
  expect(traffic.overrides()).toHaveLength(1);
  traffic.setOverride(name, "request-success-rate", undefined);
  expect(answer(world, "request-success-rate")).toBe(25);
});

test("gates are closed until somebody opens them, and nothing else stands in the way", async () => {
  const { world, traffic } = await worldOf("");
  const statuses = () =>
    ["gate", "halt", "back", "load"].map((it) => world.webhook(it, 0, 0).status);
  expect(statuses()).toEqual([403, 403, 403, 200]);
  traffic.setOpen("gate", { namespace: "apps", name: "web" }, true);
  expect(statuses()).toEqual([200, 403, 403, 200]);
  traffic.setOpen("rollback", { namespace: "apps", name: "web" }, true);
  expect(statuses()).toEqual([200, 403, 200, 200]);
});
