import { expect, test } from "vitest";
import { expectTold } from "../../support/expectTold.ts";
import { played, told } from "../../support/told.ts";
import { podinfo } from "./scenes.ts";

const ended = (scene: string, flags = {}) => played(scene, { ticks: 1, flags }).rollout.ended;

const NEVER = "Flagger never takes the Canary up: ";

test.for<readonly [string, string, string | undefined]>([
  ["a plain Canary", podinfo("stepWeight: 10"), undefined],
  [
    "one name for both cookies",
    podinfo("stepWeight: 10, sessionAffinity: { cookieName: a, primaryCookieName: a }"),
    "can't use the same cookie name for both primary and cookie name; please update them to be different.",
  ],
  [
    "Knative as provider of a Deployment",
    podinfo("stepWeight: 10").replace("linkerd", "knative"),
    "can't use apps/v1/Deployment as target if provider is set to knative.",
  ],
  [
    "another provider for a Knative Service",
    podinfo("stepWeight: 10").replace(
      "apps/v1, kind: Deployment",
      "serving.knative.dev/v1, kind: Service",
    ),
    "can't use linkerd provider with Knative Service as target.",
  ],
  [
    "an autoscaler for a Knative Service",
    podinfo("stepWeight: 10", "autoscalerRef: { apiVersion: v1, kind: ScaledObject, name: s }")
      .replace("apps/v1, kind: Deployment", "serving.knative.dev/v1, kind: Service")
      .replace("linkerd", "knative"),
    "can't use autoscaler with Knative Service.",
  ],
])("%s", ([, scene, mistake]) => {
  expect(ended(scene)).toBe(mistake && `${NEVER}${mistake}`);
});

test("a fraction where the controller decodes an integer", () => {
  expect(ended(podinfo("stepWeight: 2.5"))).toBe(
    "Flagger can read no Canaries: spec.analysis.stepWeight is no integer.",
  );
});

test("references into other namespaces, where a flag forbids them", () => {
  const flags = { noCrossNamespaceRefs: true };
  const metric = podinfo(
    "stepWeight: 10, metrics: [{ name: m, templateRef: { name: t, namespace: other } }]",
  );
  const alert = podinfo(
    "stepWeight: 10, alerts: [{ name: a, providerRef: { name: p, namespace: other } }]",
  );
  const upstream = podinfo(
    "stepWeight: 10",
    "upstreamRef: { apiVersion: v1, kind: Upstream, name: u, namespace: other }",
  );
  const blocked = "cross-namespace references are blocked.";
  expect(ended(metric)).toBeUndefined();
  expect(ended(metric, flags)).toBe(`${NEVER}can't access metric template t.other, ${blocked}`);
  expect(ended(alert, flags)).toBe(`${NEVER}can't access alert provider p.other, ${blocked}`);
  expect(ended(upstream, flags)).toBe(`${NEVER}can't access gloo upstream u.other, ${blocked}`);
  expect(ended(metric.replaceAll("other", "test"), flags)).toBeUndefined();
});

test("a Canary that becomes valid is taken up, and one that becomes invalid goes on", () => {
  const affinity = (cookieName: string) => ({
    edit: "patch" as const,
    object: { kind: "Canary", name: "cd" },
    body: { spec: { analysis: { sessionAffinity: { cookieName } } } },
  });
  const scene = podinfo("stepWeight: 10, sessionAffinity: { cookieName: a, primaryCookieName: a }");
  expect(told(scene, { ticks: 1 })).toBe("\n0 -\n");
  expectTold(
    scene,
    { ticks: 4, edits: { 1: [affinity("b")], 3: [affinity("a")] } },
    `
      1 Initializing
        + create Service/podinfo-canary
        + create Service/podinfo-primary
        - all the metrics providers are available! (Initializing)
        + create Deployment/podinfo-primary x1
        ! podinfo-primary.test not ready: waiting for rollout to finish: observed deployment generation less than desired generation (Initializing)
      2 Initialized 100/0
        - all the metrics providers are available! (Initializing)
        + create Service/podinfo
        + patch Deployment/podinfo x0
        + create TrafficSplit/podinfo
        = Initialized weight 0 iterations 0 failed 0
        - Initialization done! cd.test (Initialized)
      3 Initialized 100/0
    `,
  );
});

test("the finalizer comes with revertOnDeletion, and goes with it", () => {
  const finalizers = (revertOnDeletion: boolean) => {
    const edit = {
      edit: "patch" as const,
      object: { kind: "Canary", name: "cd" },
      body: { spec: { revertOnDeletion } },
    };
    const { rollout } = played(podinfo("stepWeight: 10", "revertOnDeletion: true"), {
      ticks: 1,
      edits: { 0: [edit] },
    });
    return rollout.store.objects.get("Canary/test/cd")?.metadata;
  };
  expect(finalizers(true)).toMatchObject({ finalizers: ["finalizer.flagger.app"] });
  expect(finalizers(false)).toMatchObject({ finalizers: [] });
});
