import { expect, test } from "vitest";
import type { Controller } from "../../../demo/controllers/controller.ts";
import { flaggerController } from "../../../demo/controllers/flagger/flagger.ts";
import { workloads } from "../../../demo/controllers/workloads/all.ts";
import { newTraffic, type Traffic } from "../../../demo/traffic/traffic.ts";
import { field, stringOf } from "../../../server/engine/canary/json.ts";
import { type AtWork, atWork } from "../support/cluster.ts";

const flagger = (replicas = 1) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: flagger, namespace: apps }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: flagger } }
  template:
    metadata: { labels: { app: flagger } }
    spec: { containers: [{ name: flagger, image: "ghcr.io/fluxcd/flagger:1.44.0" }] }
`;

const release = (label: string) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: flagger, namespace: apps }
spec:
  interval: 1m
  chart: { spec: { chart: flagger, sourceRef: { kind: HelmRepository, name: flagger } } }
  values: { meshProvider: linkerd, selectorLabels: "${label}" }
`;

const service = `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: apps }
spec: { selector: { service: web }, ports: [{ name: http, port: 80 }] }
`;

const web = (image: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: apps }
spec:
  selector: { matchLabels: { service: web } }
  template:
    metadata: { labels: { service: web } }
    spec: { containers: [{ name: web, image: "${image}", ports: [{ containerPort: 80 }] }] }
`;

const canary = (spec = "", webhooks = "[]", interval = "10s") => `
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: web, namespace: apps }
spec:
  ${spec}
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  service: { port: 80 }
  analysis:
    interval: ${interval}
    threshold: 3
    stepWeight: 20
    maxWeight: 60
    metrics: [{ name: request-success-rate, thresholdRange: { min: 90 } }]
    webhooks: ${webhooks}
`;

const controllers = (
  traffic: Traffic = newTraffic(),
  log: string[] = [],
): readonly Controller[] => [
  ...workloads,
  flaggerController(traffic, (level, text) => log.push(`${level} ${text}`)),
];

async function begun(options: Parameters<typeof canary> = [], traffic = newTraffic()) {
  const at = atWork(controllers(traffic));
  at.apply(flagger());
  at.apply(release("service"));
  at.apply(service);
  at.apply(web("web:1"));
  at.apply(canary(...options));
  await at.turn(40);
  expect(stands(at)).toBe("Initialized 0%");
  return at;
}

function stands({ get }: AtWork): string {
  const status = get("Canary apps/web")?.status;
  return `${stringOf(field(status, "phase"))} ${String(field(status, "canaryWeight"))}%`;
}

const replicas = ({ get }: AtWork, name: string) =>
  field(get(`Deployment apps/${name}`), "spec", "replicas");

test("the values of its release say which label Flagger looks at", async () => {
  const log: string[] = [];
  const at = atWork(controllers(newTraffic(), log));
  at.apply(flagger());
  at.apply(release("app"));
  at.apply(web("web:1"));
  at.apply(canary());
  await at.turn(30);
  expect(log.at(-1)).toBe(
    "error getSelectorLabel failed: deployment web.apps spec.selector.matchLabels must contain one of [app]",
  );
  at.apply(release("service"));
  await at.turn(30);
  expect(stands(at)).toBe("Initialized 0%");
});

test("without a pod of Flagger nothing happens, and then it goes on", async () => {
  const at = await begun();
  at.apply(flagger(0));
  await at.turn(5);
  at.apply(web("web:2"));
  await at.turn(60);
  expect(stands(at)).toBe("Initialized 0%");
  at.apply(flagger(1));
  await at.turn(15);
  expect(stands(at)).toMatch(/^Progressing/);
  expect(at.faults).toEqual([]);
});

test("another Flagger goes on where the first one ended", async () => {
  const at = await begun();
  at.apply(web("web:2"));
  await at.turn(35);
  expect(stands(at)).toMatch(/^Progressing [24]0%$/);
  at.restart(controllers());
  await at.turn(90);
  expect(stands(at)).toBe("Succeeded 0%");
  const primary = JSON.stringify(at.get("Deployment apps/web-primary")?.spec);
  expect(primary).toContain("web:2");
  expect(at.faults).toEqual([]);
});

test("a gate holds the promotion until it is opened", async () => {
  const traffic = newTraffic();
  const gate = '[{ name: gate, type: confirm-promotion, url: "http://tester.apps/gate/check" }]';
  const at = await begun(["", gate], traffic);
  at.apply(web("web:2"));
  await at.turn(120);
  expect(stands(at)).toBe("WaitingPromotion 0%");
  traffic.setOpen("gate", { namespace: "apps", name: "web" }, true);
  await at.turn(60);
  expect(stands(at)).toBe("Succeeded 0%");
});

test("a metric without data halts it, and what is said of it counts at once", async () => {
  const traffic = newTraffic();
  const at = await begun([], traffic);
  traffic.setOverride({ namespace: "apps", name: "web" }, "request-success-rate", null);
  at.apply(web("web:2"));
  await at.turn(100);
  expect(stands(at)).toBe("Failed 0%");
  expect(replicas(at, "web")).toBe(0);
});

test("a longer interval counts from the next round on", async () => {
  const at = await begun();
  at.apply(canary("", "[]", "60s"));
  at.apply(web("web:2"));
  await at.turn(20);
  const first = stands(at);
  await at.turn(35);
  expect(stands(at)).toBe(first);
  await at.turn(60);
  expect(stands(at)).not.toBe(first);
});

test("a Canary that is suspended stays as it is", async () => {
  const at = await begun(["suspend: false"]);
  at.apply(canary("suspend: true"));
  at.apply(web("web:2"));
  await at.turn(60);
  expect(stands(at)).toBe("Initialized 0%");
  const texts = at.inside.list("v1", "Event").map((it) => stringOf(it.message));
  expect(texts).toContain("skipping canary run as object is suspended");
});

test("what was taken is given back when the Canary is deleted", async () => {
  const at = await begun(["revertOnDeletion: true"]);
  expect(replicas(at, "web")).toBe(0);
  expect(field(at.get("Service apps/web"), "spec", "selector")).toEqual({ service: "web-primary" });
  const place = {
    apiVersion: "flagger.app/v1beta1",
    kind: "Canary",
    namespace: "apps",
    name: "web",
  };
  at.inside.remove(place);
  await at.turn(90);
  expect(at.get("Canary apps/web")).toBe(undefined);
  expect(replicas(at, "web")).toBe(1);
  expect(at.get("Deployment apps/web-primary")).toBe(undefined);
  expect(field(at.get("Service apps/web"), "spec", "selector")).toEqual({ service: "web" });
  expect(at.faults).toEqual([]);
});

test("a Canary that Flagger cannot take up is told in its log alone", async () => {
  const log: string[] = [];
  const at = atWork(controllers(newTraffic(), log));
  at.apply(flagger());
  at.apply(web("web:1"));
  at.apply(canary("provider: knative"));
  await at.turn(30);
  expect(at.get("Canary apps/web")?.status).toBe(undefined);
  expect(log).toEqual([
    "error error syncing 'apps/web': invalid canary spec: can't use apps/v1/Deployment as target if provider is set to knative",
  ]);
});
