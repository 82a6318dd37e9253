import fc from "fast-check";
import type { JsonObject } from "../../../../server/engine/canary/json.ts";

const PROVIDERS = [
  "linkerd",
  "istio",
  "kubernetes",
  "nginx",
  "gatewayapi:v1",
  "contour",
  "traefik",
  "smi:v1alpha2",
  "skipper",
  "kuma",
  "osm",
  "knative",
  "gloo",
  "apisix",
  "gatewayapi:v1beta1",
  "smi:v1alpha1",
  "smi:v1alpha3",
  "appmesh",
  "appmesh:v1beta2",
];

const weights = fc.oneof(
  { weight: 3, arbitrary: fc.record({ stepWeight: fc.integer({ min: 1, max: 100 }) }) },
  fc.record({ stepWeight: fc.integer({ min: 101, max: 250 }) }),
  fc.record({ stepWeights: fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 5 }) }),
  fc.constant({ stepWeight: 0 }),
);

const checks = fc.record({ iterations: fc.integer({ min: 1, max: 6 }) });

const bounds = fc.record(
  { min: fc.nat(99), max: fc.integer({ min: 100, max: 900 }) },
  { requiredKeys: [] },
);

const metric = fc.oneof(
  fc.record({
    name: fc.constantFrom("request-success-rate", "request-duration"),
    interval: fc.constantFrom("1m", "30s"),
    thresholdRange: bounds,
  }),
  fc.record({ name: fc.constant("latency"), thresholdRange: bounds, query: fc.constant("sum(x)") }),
);

const HOOKS = [
  "rollout",
  "confirm-rollout",
  "pre-rollout",
  "confirm-promotion",
  "post-rollout",
  "event",
  "rollback",
  "confirm-traffic-increase",
];

const hook = fc.record(
  {
    name: fc.constantFrom("one", "two", "three"),
    type: fc.constantFrom(...HOOKS),
    url: fc.constant("http://tester.test/"),
    retries: fc.nat(2),
    muteAlert: fc.boolean(),
  },
  { requiredKeys: ["name", "type", "url"] },
);

const analysis = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: weights }, checks),
    fc.record(
      {
        interval: fc.constantFrom("10s", "1m", "5s", "2h", "often"),
        threshold: fc.integer({ min: -1, max: 6 }),
        maxWeight: fc.integer({ min: 0, max: 110 }),
        stepWeightPromotion: fc.nat(60),
        mirror: fc.boolean(),
        mirrorWeight: fc.nat(100),
        match: fc.constant([{ headers: { "x-user": { exact: "me" } } }]),
        primaryReadyThreshold: fc.nat(100),
        canaryReadyThreshold: fc.nat(100),
        metrics: fc.array(metric, { maxLength: 2 }),
        webhooks: fc.uniqueArray(hook, { maxLength: 3, selector: (it) => it.name }),
      },
      { requiredKeys: ["interval", "threshold"] },
    ),
  )
  .map(([steps, rest]) => ({ ...steps, ...rest }));

const spec = fc.record(
  {
    provider: fc.constantFrom(...PROVIDERS),
    targetRef: fc.constantFrom(
      { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      { apiVersion: "apps/v1", kind: "DaemonSet", name: "web" },
      { apiVersion: "v1", kind: "Service", name: "web" },
      { apiVersion: "serving.knative.dev/v1", kind: "Service", name: "web" },
    ),
    ingressRef: fc.constant({ apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "web" }),
    autoscalerRef: fc.constant({
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      name: "web",
    }),
    progressDeadlineSeconds: fc.constantFrom(30, 60, 600),
    service: fc.constantFrom(
      { port: 80, gatewayRefs: [{ name: "gateway", namespace: "test" }] },
      { port: 80, name: "shop", gatewayRefs: [{ name: "gateway", namespace: "test" }] },
    ),
    analysis,
    skipAnalysis: fc.constantFrom(false, false, false, true),
    revertOnDeletion: fc.boolean(),
  },
  { requiredKeys: ["provider", "targetRef", "ingressRef", "service", "analysis"] },
);

/** Any Canary that the API server takes, its numbers anywhere. */
export const randomCanary: fc.Arbitrary<JsonObject> = spec.map((it) => ({
  apiVersion: "flagger.app/v1beta1",
  kind: "Canary",
  metadata: { name: "web", namespace: "test" },
  spec: it,
}));
