import { expect, test } from "vitest";
import { held, toldUntil } from "../../client/browser/canary/livePlot.ts";
import { countdown, liveReason, liveWords } from "../../client/browser/canary/liveWords.ts";
import { toView } from "../../client/browser/canary/toView.ts";
import { fromView } from "../../client/canary/fromView.ts";
import { liveRun } from "../../client/canary/liveRun.ts";
import { gateAction, gatesOf } from "../../client/cluster/api/gates.ts";
import { type KubeObject, kubeObject } from "../../client/cluster/api/kubeObject.ts";
import { restart } from "../../client/cluster/api/restart.ts";

const START = Date.UTC(2026, 0, 1, 12, 0, 0);
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

function canary(status: object, analysis: object = {}): KubeObject {
  const found = kubeObject({
    apiVersion: "flagger.app/v1beta1",
    kind: "Canary",
    metadata: { name: "face", namespace: "faces" },
    spec: {
      targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "face" },
      analysis: { interval: "10s", threshold: 3, stepWeight: 5, maxWeight: 50, ...analysis },
    },
    status,
  });
  if (!found) throw new Error("It is an object.");
  return found;
}

const event = (seconds: number, message: string, type = "Normal"): KubeObject => {
  const found = kubeObject({
    kind: "Event",
    metadata: { name: `${seconds}-${message.length}` },
    lastTimestamp: at(seconds),
    type,
    message,
  });
  if (!found) throw new Error("It is an object.");
  return found;
};

const BEGUN = event(0, "New revision detected! Scaling up face.faces");

test("a run under way: weights out of events, the failed check, and when Flagger looks again", () => {
  const run = liveRun(
    canary({ phase: "Progressing", canaryWeight: 10, failedChecks: 1 }),
    [
      event(30, "Halt face.faces advancement success rate 25.00% < 70%", "Warning"),
      event(20, "Advance face.faces canary weight 10"),
      // Of the rollout before.
      event(-500, "Advance face.faces canary weight 50"),
      event(10, "Advance face.faces canary weight 5"),
      BEGUN,
    ],
    START + 33_000,
  );
  expect(run).toMatchObject({
    phase: "Progressing",
    mood: "open",
    weight: 10,
    failedChecks: 1,
    threshold: 3,
    since: START,
    nextTick: START + 40_000,
    interval: 10,
    samples: [
      { at: 0, weight: 0, isFailed: false },
      { at: 10, weight: 5, isFailed: false },
      { at: 20, weight: 10, isFailed: false },
      { at: 30, weight: 10, isFailed: true },
    ],
    failedCheck: "success rate 25.00% < 70%",
  });
  expect(run.events.map(({ isWarning }) => isWarning)).toEqual([true, false, false, false]);
  expect(run).not.toHaveProperty("ending");
});

test("afterwards: why it ended as it did", () => {
  const halted = event(40, "Halt face.faces advancement success rate 25.00% < 70%", "Warning");
  const events = [
    BEGUN,
    halted,
    event(50, "Rolling back face.faces failed checks threshold reached 3", "Warning"),
  ];
  const run = liveRun(canary({ phase: "Failed", failedChecks: 3 }), events, START + 90_000);
  expect(run.ending).toBe(
    "Rolling back face.faces failed checks threshold reached 3; the last failed check said: success rate 25.00% < 70%",
  );
  expect(run.mood).toBe("bad");
  expect(run.samples.at(-1)?.weight).toBe(0);
  expect(run).not.toHaveProperty("nextTick");
  const done = {
    type: "Promoted",
    status: "True",
    message: "Canary analysis completed successfully, promotion finished.",
  };
  const promoted = liveRun(canary({ phase: "Succeeded", conditions: [done] }), [BEGUN], START);
  expect(promoted).toMatchObject({ mood: "good", ending: done.message });
});

test("a line of a run that is over falls to 0 where it ended, and stops there", () => {
  const [under, back, promoted] = [
    liveRun(
      canary({ phase: "Progressing", canaryWeight: 10 }),
      [BEGUN, event(20, "Advance face.faces canary weight 10")],
      START + 25_000,
    ),
    liveRun(
      canary({ phase: "Failed", failedChecks: 3 }),
      [
        BEGUN,
        event(20, "Advance face.faces canary weight 10"),
        event(30, "Halt face.faces advancement success rate 25.00% < 70%", "Warning"),
        event(40, "Rolling back face.faces failed checks threshold reached 3", "Warning"),
        event(40, "Canary failed! Scaling down face.faces", "Warning"),
      ],
      START + 900_000,
    ),
    liveRun(
      canary({ phase: "Succeeded" }),
      [
        BEGUN,
        event(20, "Advance face.faces canary weight 50"),
        event(30, "Copying face.faces template spec to face-primary.faces"),
        event(40, "Routing all traffic to primary"),
        event(50, "Promotion completed! Scaling down face.faces"),
      ],
      START + 900_000,
    ),
  ].map((it) => {
    const run = { ...it, gates: [], actions: [] };
    const same = (value: number) => value;
    return held(run.samples, toldUntil(run, START + 25_000), same, same);
  });
  expect(under).toBe("M0 0H0V0H20V10H25");
  expect(back).toBe("M0 0H0V0H20V10H30V10H40V0H40V0H40");
  expect(promoted).toBe("M0 0H0V0H20V50H30V50H40V0H50V0H50");
});

test("where no event tells of the end, the status does", () => {
  const events = [BEGUN, event(20, "Advance face.faces canary weight 10")];
  const ended = (seconds: number) =>
    liveRun(
      canary({ phase: "Failed", lastTransitionTime: at(seconds) }),
      events,
      START + 900_000,
    ).samples.at(-1);
  expect(ended(40)).toEqual({ at: 40, weight: 0, isFailed: false });
  expect(ended(0)).toEqual({ at: 20, weight: 0, isFailed: false });
});

test("at rest there is no run, and nobody counts down", () => {
  const run = liveRun(canary({ phase: "Initialized" }), [], START);
  expect(run.samples).toEqual([]);
  for (const it of ["since", "nextTick", "ending", "failedCheck"])
    expect(run).not.toHaveProperty(it);
});

test("ticks that say nothing are counted on; after long silence nobody knows", () => {
  const gated = canary({ phase: "Waiting" });
  expect(liveRun(gated, [BEGUN], START + 25_000).nextTick).toBe(START + 30_000);
  expect(liveRun(gated, [BEGUN], START + 500_000).nextTick).toBeUndefined();
});

test.for([
  ["", 60],
  ["1m30s", 90],
  ["1s", 10],
  ["soon", 60],
] as const)("the interval %s", ([interval, seconds]) => {
  expect(liveRun(canary({}, { interval }), [], START).interval).toBe(seconds);
});

const WEBHOOKS = [
  { name: "approval", type: "confirm-rollout", url: "http://tester.tools/gate/check" },
  { name: "promote", type: "confirm-promotion", url: "http://tester:8080/gate/check" },
  { name: "back", type: "rollback", url: "http://tester.tools.svc.cluster.local/rollback/check" },
  { name: "always", type: "confirm-rollout", url: "http://tester.tools/gate/approve" },
  { name: "load", url: "http://tester.tools/" },
  { name: "odd", url: "not an address" },
];

test("gates that a person can open, and how they are called", () => {
  const gated = canary({}, { webhooks: WEBHOOKS });
  const gates = gatesOf(gated);
  expect(gates.map(({ name, type, what, service }) => [name, type, what, service])).toEqual([
    ["approval", "confirm-rollout", "gate", { name: "tester", namespace: "tools", port: "80" }],
    ["promote", "confirm-promotion", "gate", { name: "tester", namespace: "faces", port: "8080" }],
    ["back", "rollback", "rollback", { name: "tester", namespace: "tools", port: "80" }],
  ]);
  const [approval, , back] = gates.map((it) =>
    [true, false].map((on) => gateAction(gated, it, on)),
  );
  expect(approval).toMatchObject([
    {
      verb: "open",
      object: { kind: "Gate", namespace: "tools", name: "approval" },
      method: "POST",
      path: "/api/v1/namespaces/tools/services/tester:80/proxy/gate/open",
      body: { name: "face", namespace: "faces" },
    },
    { verb: "close", path: "/api/v1/namespaces/tools/services/tester:80/proxy/gate/close" },
  ]);
  expect(back).toMatchObject([
    {
      verb: "roll back by",
      path: "/api/v1/namespaces/tools/services/tester:80/proxy/rollback/open",
    },
    { verb: "close", path: "/api/v1/namespaces/tools/services/tester:80/proxy/rollback/close" },
  ]);
});

test("a restart changes the pod template of the target and nothing else", () => {
  const object = canary({});
  const resource = {
    group: "apps",
    version: "v1",
    kind: "Deployment",
    plural: "deployments",
    isNamespaced: true,
    verbs: ["patch"],
  };
  expect(restart({ object, resource }, at(0))).toMatchObject({
    verb: "restart",
    method: "PATCH",
    path: "/apis/apps/v1/namespaces/faces/deployments/face",
    body: {
      spec: {
        template: { metadata: { annotations: { "kubectl.kubernetes.io/restartedAt": at(0) } } },
      },
    },
  });
});

test.for([
  [{ type: "look" }],
  [{ type: "act", action: "suspend" }],
  [{ type: "gate", gate: 0, isOpening: true }],
])("a message of the view: %j", ([message]) => {
  expect(fromView(message)).toEqual(message);
});

test.for([
  [{ type: "act", action: "delete" }],
  [{ type: "gate", gate: -1, isOpening: true }],
  [{ type: "gate", gate: 0 }],
])("no message of the view: %j", ([message]) => {
  expect(fromView(message)).toBeUndefined();
});

test("messages to the view", () => {
  const lives = [{ kind: "none" }, { kind: "seen", context: "demo" }];
  for (const live of lives) expect(toView({ type: "live", live })).toEqual({ type: "live", live });
  expect(toView({ type: "live" })).toBeUndefined();
  expect(toView({ type: "live", live: { kind: "seen", run: {} } })).toBeUndefined();
});

test("what the page says of it", () => {
  const run = {
    ...liveRun(canary({ phase: "Progressing", canaryWeight: 10, failedChecks: 1 }), [], START),
    gates: [],
    actions: [],
  };
  expect(liveWords({ kind: "seen", context: "demo", run })).toBe(
    "canary 10 % · 1 of 3 checks failed · the new revision is being analysed",
  );
  expect(liveWords({ kind: "seen", context: "demo" })).toBe("demo has no such Canary.");
  expect([9400, -2000].map((it) => countdown({ nextTick: START + it }, START))).toEqual([
    "looks again in 9 s",
    "looks again now",
  ]);
  expect(countdown({}, START)).toBe("");
  expect(liveReason({ ...run, failedCheck: "no values" })).toBe(
    "The last failed check said: no values",
  );
  expect(liveReason({ ...run, ending: "promoted" })).toBe("Why it ended: promoted");
});

test("the run as a line that holds each value until the next", () => {
  const samples = [
    { at: 0, weight: 0 },
    { at: 10, weight: 50 },
  ];
  const path = held(
    samples,
    20,
    (it) => it * 10,
    (it) => 100 - it,
  );
  expect(path).toBe("M0 100H0V100H100V50H200");
  expect(
    held(
      [],
      20,
      (it) => it,
      (it) => it,
    ),
  ).toBe("M0 0");
});
