import { expect, test } from "vitest";
import { field } from "../../../../server/engine/canary/json.ts";
import { expectTold } from "../../../support/expectTold.ts";
import { left } from "../../../support/told.ts";
import { podinfo } from "../scenes.ts";

const ofKind = (kind: string, apiVersion: string, objects: string): string =>
  podinfo("stepWeight: 100, maxWeight: 100", "", objects).replace(
    "apiVersion: apps/v1, kind: Deployment,",
    `apiVersion: ${apiVersion}, kind: ${kind},`,
  );

const daemonSet = (label: string, strategy: string): string =>
  ofKind(
    "DaemonSet",
    "apps/v1",
    `---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: podinfo }
spec:
  selector: { matchLabels: { ${label}: x } }
  updateStrategy: { type: ${strategy} }
  template:
    metadata: { labels: { ${label}: x } }
    spec: { nodeSelector: { disk: ssd }, containers: [{ name: app, image: "a:1" }] }
`,
  );

const image = {
  edit: "patch",
  object: { kind: "DaemonSet", name: "podinfo" },
  body: { spec: { template: { spec: { containers: [{ name: "app", image: "a:2" }] } } } },
} as const;

test("a DaemonSet is scaled by a node selector that no node satisfies", () => {
  const scene = daemonSet("app", "RollingUpdate");
  const selector = (ticks: number, name: string) =>
    field(
      left(scene, { ticks, edits: { 2: [image] } })[name],
      "spec",
      "template",
      "spec",
      "nodeSelector",
    );
  expect(selector(2, "DaemonSet/podinfo")).toEqual({
    disk: "ssd",
    "flagger.app/scale-to-zero": "true",
  });
  expect(selector(3, "DaemonSet/podinfo")).toEqual({ disk: "ssd" });
  expect(selector(5, "DaemonSet/podinfo-primary")).toEqual({ disk: "ssd" });
  expectTold(
    scene,
    { ticks: 7, edits: { 2: [image] } },
    `
      0 Initializing
        + create Service/podinfo-canary
        + create Service/podinfo-primary
        - all the metrics providers are available! (Initializing)
        + create DaemonSet/podinfo-primary
        ! primary daemonset podinfo-primary.test not ready: waiting for rollout to finish: observed daemonset generation less than desired generation (Initializing)
      1 Initialized 100/0
        - all the metrics providers are available! (Initializing)
        + create Service/podinfo
        + update DaemonSet/podinfo
        + create TrafficSplit/podinfo
        = Initialized weight 0 iterations 0 failed 0
        - Initialization done! cd.test (Initialized)
      2 Progressing 100/0
        - New revision detected! Scaling up podinfo.test (Progressing)
        + update DaemonSet/podinfo
        = Progressing weight 0 iterations 0 failed 0
      3 Progressing 0/100
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 100 iterations 0 failed 0
        - Advance cd.test canary weight 100 (Progressing)
      4 Promoting 0/100
        - Copying podinfo.test template spec to podinfo-primary.test (Progressing)
        + update DaemonSet/podinfo-primary
        = Promoting weight 100 iterations 0 failed 0
      5 Finalising 100/0
        - Routing all traffic to primary (Promoting)
        + update TrafficSplit/podinfo
        = Finalising weight 0 iterations 0 failed 0
      6 Succeeded 100/0
        + update DaemonSet/podinfo
        = Succeeded weight 0 iterations 0 failed 0
        - Promotion completed! Scaling down podinfo.test (Succeeded)
    `,
  );
});

test("a DaemonSet that never gets ready fails by the Canary's last status write", () => {
  expectTold(
    daemonSet("app", "RollingUpdate"),
    { ticks: 7, edits: { 2: [image] }, target: "never" },
    `
      3 Progressing 100/0
        ! canary damonset podinfo.test not ready with retryable true: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated pods are available (Progressing)
      4 Progressing 100/0
        ! canary damonset podinfo.test not ready with retryable true: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated pods are available (Progressing)
      5 Failed 100/0
        ! canary damonset podinfo.test not ready with retryable false: exceeded its progressDeadlineSeconds: 25 (Progressing)
        + update TrafficSplit/podinfo
        ! Canary failed! Scaling down cd.test (Failed)
        + update DaemonSet/podinfo
        = Failed weight 0 iterations 0 failed 0
      6 Failed 100/0
        = Failed weight 0 iterations 0 failed 0
    `,
  );
});

test("a DaemonSet without a label that Flagger knows", () => {
  expectTold(
    daemonSet("service", "RollingUpdate"),
    { ticks: 1 },
    `
      0 Initializing
        ! getSelectorLabel failed: daemonset podinfo.test spec.selector.matchLabels must contain one of [app name app.kubernetes.io/name]' (Initializing)
    `,
  );
});

test("a DaemonSet that does not replace its pods", () => {
  expectTold(
    daemonSet("app", "OnDelete"),
    { ticks: 1 },
    `
      0 Initializing
        + create Service/podinfo-canary
        + create Service/podinfo-primary
        - all the metrics providers are available! (Initializing)
        ! createPrimaryDaemonSet failed: daemonset podinfo.test must have RollingUpdate strategy but have OnDelete (Initializing)
    `,
  );
});

const service = (spec: string): string =>
  ofKind(
    "Service",
    "v1",
    `---
apiVersion: v1
kind: Service
metadata: { name: podinfo }
spec: ${spec}
`,
  );

test("a Service that leads elsewhere is copied, and its copy for the canary is written each tick", () => {
  expectTold(
    service("{ type: ExternalName, externalName: one.example.com, ports: [{ port: 80 }] }"),
    {
      ticks: 6,
      edits: {
        1: [
          {
            edit: "patch",
            object: { kind: "Service", name: "podinfo" },
            body: { spec: { externalName: "two.example.com" } },
          },
        ],
      },
    },
    `
      0 Initialized 100/0
        - all the metrics providers are available! (Initializing)
        + create Service/podinfo-canary
        + create Service/podinfo-primary
        + create TrafficSplit/podinfo
        = Initialized weight 0 iterations 0 failed 0
        - Initialization done! cd.test (Initialized)
      1 Progressing 100/0
        + update Service/podinfo-canary
        - New revision detected! Scaling up podinfo.test (Progressing)
        = Progressing weight 0 iterations 0 failed 0
      2 Progressing 0/100
        + update Service/podinfo-canary
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 100 iterations 0 failed 0
        - Advance cd.test canary weight 100 (Progressing)
      3 Promoting 0/100
        + update Service/podinfo-canary
        - Copying podinfo.test template spec to podinfo-primary.test (Progressing)
        + update Service/podinfo-primary
        = Promoting weight 100 iterations 0 failed 0
      4 Finalising 100/0
        + update Service/podinfo-canary
        - Routing all traffic to primary (Promoting)
        + update TrafficSplit/podinfo
        = Finalising weight 0 iterations 0 failed 0
      5 Succeeded 100/0
        + update Service/podinfo-canary
        = Succeeded weight 0 iterations 0 failed 0
        - Promotion completed! Scaling down podinfo.test (Succeeded)
    `,
  );
});

test("a Service with an address of its own cannot be copied", () => {
  expectTold(
    service('{ clusterIP: "10.96.9.9", selector: { app: x }, ports: [{ port: 80 }] }'),
    { ticks: 1 },
    `
      0 Initializing
        - all the metrics providers are available! (Initializing)
        + create Service/podinfo-canary 422
        ! reconcileCanaryService failed: creating service cd.test query error: Service "podinfo-canary" is invalid: spec.clusterIPs: Invalid value: ["10.96.9.9"]: must be empty when \`clusterIP\` is not specified (Initializing)
    `,
  );
});
