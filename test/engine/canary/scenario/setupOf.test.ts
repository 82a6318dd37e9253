import { expect, test } from "vitest";
import { field, type JsonObject } from "../../../../server/engine/canary/json.ts";
import { canariesOf } from "../../../../server/engine/canary/scenario/canariesOf.ts";
import { placeOfReason } from "../../../../server/engine/canary/scenario/placeOfReason.ts";
import { setupOf } from "../../../../server/engine/canary/scenario/setupOf.ts";
import { summary } from "../../../../server/engine/canary/scenario/summary.ts";
import { viewOf } from "../../../../server/engine/view.ts";
import { workspaceOf } from "../../../support/features.ts";
import { readFixture } from "../../../support/fixture.ts";

const roots = [{ path: "", remotes: [] }];

function foundIn(source: string) {
  const view = viewOf(workspaceOf(readFixture(source).files, { roots }));
  const [canary] = canariesOf(view);
  if (!canary) throw new Error("There is no Canary.");
  return { view, canary, found: setupOf(canary, view) };
}

const nameOf = (it: JsonObject): string =>
  `${it.kind} ${field(it, "metadata", "namespace")}/${field(it, "metadata", "name")}`;

const repository = `
  #- kustomization.yaml
  namespace: shop
  resources: [canary.yaml, web.yaml, flagger.yaml]
  patches:
    - target: { kind: Canary }
      patch: |
        - op: replace
          path: /spec/analysis/threshold
          value: 7
  #- canary.yaml
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: web }
  spec:
    provider: linkerd
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
    autoscalerRef: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: web }
    service: { port: 80 }
    analysis:
      interval: 10s
      threshold: 2
      stepWeight: 50
      metrics: [{ name: errors, templateRef: { name: errors, namespace: monitoring } }]
  #- web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec:
    replicas: 3
    selector: { matchLabels: { app: web } }
    template:
      metadata: { labels: { app: web } }
      spec:
        containers:
          - name: web
            envFrom: [{ secretRef: { name: login } }, { configMapRef: { name: settings } }]
  ---
  apiVersion: v1
  kind: Secret
  metadata: { name: login }
  stringData: { password: very-secret }
  ---
  apiVersion: v1
  kind: Service
  metadata: { name: web }
  spec: { ports: [{ port: 80 }] }
  ---
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: unrelated }
  #- flagger.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: flagger, namespace: flagger-system }
  spec:
    chart: { spec: { chart: flagger, sourceRef: { kind: HelmRepository, name: flagger } } }
    values: { meshProvider: linkerd, selectorLabels: "app,service", slack: { url: http://chat, channel: ops } }
`;

test("objects as the build gives them, with what is in no file", () => {
  const { found } = foundIn(repository);
  expect(found.setup.canary).toEqual({ name: "web", namespace: "shop" });
  expect(found.setup.objects.map(nameOf)).toEqual([
    "Canary shop/web",
    "Deployment shop/web",
    "Secret shop/login",
    "Service shop/web",
    "HorizontalPodAutoscaler shop/web",
    "MetricTemplate monitoring/errors",
    "ConfigMap shop/settings",
  ]);
  expect(found.notes).toEqual([
    "HorizontalPodAutoscaler web is in no file here; a plain one for 1 to 2 replicas is assumed.",
    "MetricTemplate errors is in no file here; one that asks Prometheus is assumed.",
    "ConfigMap settings is in no file here; an empty one is assumed.",
  ]);
});

test("an assumed workload listens where the Services lead, so that discovery finds no port twice", () => {
  const canary = (port: string) => `
    #- canary.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: web, namespace: shop }
    spec:
      provider: kubernetes
      targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
      service: { port: 80, ${port}portDiscovery: true }
      analysis: { interval: 10s, threshold: 2, iterations: 2 }
  `;
  for (const port of ["", "targetPort: 9898, ", "targetPort: web, "]) {
    expect(summary(foundIn(canary(port)).found.setup).earliest?.ticks).toBeGreaterThan(0);
  }
});

test("values of Secrets are nowhere", () => {
  const { found } = foundIn(repository);
  const text = JSON.stringify(found.setup);
  expect(text).toContain('"password"');
  expect(text).not.toContain("very-secret");
});

test("flags are those of the installation", () => {
  expect(foundIn(repository).found.setup.flags).toMatchObject({
    meshProvider: "linkerd",
    selectorLabels: ["app", "service"],
    alertChannel: "ops",
    controlLoopInterval: 10,
    enableConfigTracking: true,
  });
});

test("flags of a Flagger that is installed elsewhere stand in the settings", () => {
  const { found } = foundIn(`
    #- .flightpath.yaml
    flagger: { meshProvider: nginx, selectorLabels: "service" }
    #- canary.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: web, namespace: shop }
    spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, service: { port: 80 } }
  `);
  expect(found.setup.flags).toMatchObject({ meshProvider: "nginx", selectorLabels: ["service"] });
});

test("the place of a reason is the line that gave the value", () => {
  const { found } = foundIn(repository);
  const place = placeOfReason(found, { text: "", at: ["spec", "analysis", "threshold"] });
  expect(place?.path).toBe("kustomization.yaml");
  expect(placeOfReason(found, { text: "", at: ["spec", "analysis", "interval"] })?.path).toBe(
    "canary.yaml",
  );
  const object = { kind: "Deployment", name: "web" };
  expect(placeOfReason(found, { text: "", object, at: ["spec"] })?.path).toBe("web.yaml");
});

test("asked again of the same objects, the answer is the same", () => {
  const { view, canary, found } = foundIn(repository);
  expect(setupOf(canary, view)).toBe(found);
  expect(summary(setupOf(canary, view).setup)).toBe(summary(found.setup));
});
