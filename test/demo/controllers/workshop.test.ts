import { expect, test } from "vitest";
import { flaggerController } from "../../../demo/controllers/flagger/flagger.ts";
import { workloads } from "../../../demo/controllers/workloads/all.ts";
import { newTraffic } from "../../../demo/traffic/traffic.ts";
import { field } from "../../../server/engine/canary/json.ts";
import { type AtWork, atWork } from "../support/cluster.ts";

const face = (errors: number): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: face, namespace: apps }
spec:
  replicas: 1
  selector: { matchLabels: { service: face } }
  template:
    metadata: { labels: { service: face } }
    spec:
      containers:
        - name: face
          image: ghcr.io/buoyantio/faces-workload:1.4.1
          ports: [{ name: http, containerPort: 8000 }]
          env:
            - { name: FACES_SERVICE, value: face }
            - { name: ERROR_FRACTION, value: "${errors}" }
`;

const rest = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: flagger, namespace: apps }
spec:
  selector: { matchLabels: { app: flagger } }
  template:
    metadata: { labels: { app: flagger } }
    spec:
      containers:
        - name: flagger
          image: ghcr.io/fluxcd/flagger:1.44.0
          args: [-mesh-provider=linkerd, "-selector-labels=app,service"]
---
apiVersion: v1
kind: Service
metadata: { name: face, namespace: apps }
spec:
  selector: { service: face }
  ports: [{ name: http, port: 80, targetPort: http }]
---
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: face, namespace: apps }
spec:
  provider: linkerd
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
  progressDeadlineSeconds: 60
  service: { port: 80, targetPort: http }
  analysis:
    interval: 10s
    threshold: 3
    stepWeight: 5
    maxWeight: 50
    metrics:
      - { name: request-success-rate, interval: 1m, thresholdRange: { min: 70 } }
    webhooks:
      - { name: load-test, url: "http://flagger-loadtester.test/", timeout: 5s }
`;

/** The phases and weights that the Canary goes through in so many seconds. */
async function watch({ get, turn }: AtWork, seconds: number): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let second = 0; second < seconds; second++) {
    await turn(1);
    const status = get("Canary apps/face")?.status;
    const weights = field(get("TrafficSplit apps/face"), "spec", "backends") as
      | readonly { readonly weight: number }[]
      | undefined;
    const shares = weights?.map((it) => it.weight).join("/") ?? "-";
    const line = `${String(field(status, "phase"))} ${String(field(status, "canaryWeight"))}% failed ${String(field(status, "failedChecks"))} split ${shares}`;
    if (seen.at(-1) !== line) seen.push(line);
  }
  return seen;
}

async function begun(): Promise<AtWork> {
  const at = atWork([...workloads, flaggerController(newTraffic())]);
  at.apply(face(0));
  at.apply(rest);
  await at.turn(60);
  return at;
}

test("a new version with too many errors is rolled back at the third failed check", async () => {
  const at = await begun();
  expect(field(at.get("Canary apps/face"), "status", "phase")).toBe("Initialized");
  at.apply(face(75));
  expect(await watch(at, 90)).toMatchInlineSnapshot(`
    [
      "Initialized 0% failed 0 split 0/100",
      "Progressing 0% failed 0 split 0/100",
      "Progressing 5% failed 0 split 5/95",
      "Progressing 5% failed 1 split 5/95",
      "Progressing 5% failed 2 split 5/95",
      "Progressing 5% failed 3 split 5/95",
      "Failed 0% failed 0 split 0/100",
    ]
  `);
  expect(field(at.get("Deployment apps/face"), "spec", "replicas")).toBe(0);
  expect(at.faults).toEqual([]);
});

test("one with few errors is promoted", async () => {
  const at = await begun();
  at.apply(face(20));
  expect(await watch(at, 180)).toMatchInlineSnapshot(`
    [
      "Initialized 0% failed 0 split 0/100",
      "Progressing 0% failed 0 split 0/100",
      "Progressing 5% failed 0 split 5/95",
      "Progressing 10% failed 0 split 10/90",
      "Progressing 15% failed 0 split 15/85",
      "Progressing 20% failed 0 split 20/80",
      "Progressing 25% failed 0 split 25/75",
      "Progressing 30% failed 0 split 30/70",
      "Progressing 35% failed 0 split 35/65",
      "Progressing 40% failed 0 split 40/60",
      "Progressing 45% failed 0 split 45/55",
      "Progressing 50% failed 0 split 50/50",
      "Promoting 50% failed 0 split 50/50",
      "Finalising 0% failed 0 split 0/100",
      "Succeeded 0% failed 0 split 0/100",
    ]
  `);
  expect(at.faults).toEqual([]);
});
