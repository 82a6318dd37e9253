import { expect, test } from "vitest";
import { type KubeObject, kubeObject } from "../../client/cluster/api/kubeObject.ts";
import type { Sight } from "../../client/cluster/panelSight.ts";
import { liveSelectors } from "../../client/selectors/liveSelectors.ts";

function object(kind: string, name: string, rest: object, labels: object = {}): KubeObject {
  const found = kubeObject({ kind, metadata: { name, namespace: "faces", labels }, ...rest });
  if (!found) throw new Error("It is an object.");
  return found;
}

const ready = (isReady: boolean) => ({
  status: { conditions: [{ type: "Ready", status: isReady ? "True" : "False" }] },
});

const pod = (name: string, owner: object, isReady: boolean, hash = "abc"): KubeObject =>
  kubeObject({
    kind: "Pod",
    metadata: {
      name,
      namespace: "faces",
      labels: { "pod-template-hash": hash },
      ownerReferences: [owner],
    },
    ...ready(isReady),
  }) as KubeObject;

const slice = (service: string, ...endpoints: readonly object[]): KubeObject =>
  object("EndpointSlice", `${service}-1`, { endpoints }, { "kubernetes.io/service-name": service });

const endpoint = (name: string, isReady?: boolean) => ({
  conditions: isReady === undefined ? {} : { ready: isReady },
  targetRef: { kind: "Pod", name },
});

const seen = (objects: readonly KubeObject[]): Sight => ({
  kind: "seen",
  context: "demo",
  of: (kind) => objects.filter((it) => it.kind === kind),
});

const canary = (status: object) =>
  object("Canary", "face", { apiVersion: "flagger.app/v1beta1", spec: {}, status });

test("Services with who is behind them, and pods by their workload", () => {
  const objects = [
    object("Service", "face", { spec: { selector: { service: "face-primary" } } }),
    object("Service", "outside", { spec: {} }),
    slice("face", endpoint("face-primary-abc-1"), endpoint("face-primary-abc-2", false)),
    pod("face-primary-abc-1", { kind: "ReplicaSet", name: "face-primary-abc" }, true),
    pod("face-primary-abc-2", { kind: "ReplicaSet", name: "face-primary-abc" }, false),
    pod("agent-x", { kind: "DaemonSet", name: "agent" }, true),
  ];
  expect(liveSelectors(seen(objects), undefined)).toEqual({
    kind: "seen",
    context: "demo",
    sentence: "what it has now stands in the boxes",
    boxes: [
      {
        id: "Service/face",
        by: "service=face-primary",
        words: "1 of 2 endpoints ready: face-primary",
        state: "ill",
      },
      { id: "Service/outside", words: "no endpoints", state: "empty" },
      { id: "Deployment/face-primary", words: "1 of 2 pods ready", state: "ill" },
      { id: "DaemonSet/agent", words: "1 of 1 pod ready", state: "well" },
    ],
  });
});

test.for([
  [{ phase: "Initialized" }, "Initialized", "before"],
  [
    { phase: "Progressing", canaryWeight: 15, failedChecks: 1 },
    "Progressing, canary 15 %, 1 of 1 checks failed",
    "during",
  ],
  [{ phase: "Succeeded" }, "Succeeded", "after"],
  [{ phase: "Failed" }, "Failed", "after"],
  [{}, "Initializing", undefined],
] as const)("where the rollout is: %j", ([status, sentence, moment]) => {
  const live = liveSelectors(seen([]), canary(status));
  expect(live).toEqual({
    kind: "seen",
    context: "demo",
    sentence,
    ...(moment ? { moment } : {}),
    boxes: [],
  });
});

test("what is not seen stays that", () => {
  const sights: readonly Sight[] = [
    { kind: "none" },
    { kind: "offered", context: "demo" },
    { kind: "lost", context: "demo", sentence: "It is gone." },
  ];
  for (const it of sights) expect(liveSelectors(it, undefined)).toEqual(it);
});
