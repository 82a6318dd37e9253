import { expect, test } from "vitest";
import { readRecording } from "../../../../server/engine/canary/replay/readRecording.ts";
import { replay } from "../../../../server/engine/canary/replay.ts";
import { setupIn } from "../../../support/setupIn.ts";
import { podinfo } from "../scenes.ts";

const replicas = (specReplicas: number, image: string, seen = true) => ({
  specReplicas,
  generation: 1,
  observedGeneration: seen ? 1 : 0,
  replicas: specReplicas,
  updated: specReplicas,
  available: specReplicas,
  image,
});

const recording = {
  format: 1,
  provider: "linkerd",
  flagger: {
    flags: { "-mesh-provider": "linkerd", "-event-webhook": "http://recorder/events" },
  },
  namespace: "test",
  names: { canary: "cd", target: "podinfo" },
  objects: setupIn(
    podinfo(
      "stepWeight: 100, webhooks: [{ name: a, url: http://recorder/a }, { name: b, url: http://127.0.0.1:9/ }], metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]",
    ),
  ).objects,
  script: {
    metrics: { "request-success-rate": [null, 100] },
    webhooks: { a: [{ status: 503 }, 200] },
    edits: [
      {
        afterTick: 1,
        what: "patch",
        object: "Deployment/podinfo",
        body: { spec: { template: { spec: { containers: [{ name: "podinfo", image: "a:2" }] } } } },
        code: 200,
      },
      { afterTick: 2, what: "pods", match: "podinfo-", count: 1, ready: false },
    ],
  },
  ticks: [
    { tick: 0, at: 0, reads: { target: replicas(1, "a:1"), primary: replicas(1, "a:1", false) } },
    { tick: 1, at: 10, reads: { target: replicas(1, "a:1"), primary: replicas(1, "a:1") } },
    {
      tick: 2,
      at: 20,
      edits: [0],
      reads: { target: replicas(0, "a:2"), primary: replicas(1, "a:1") },
    },
    {
      tick: 3,
      at: 30,
      edits: [1],
      reads: { target: replicas(1, "a:2"), primary: replicas(3, "a:1") },
    },
    { tick: 4, at: 40, reads: { target: replicas(1, "a:2"), primary: replicas(3, "a:1") } },
  ],
};

function replayed(change: object = {}) {
  const input = readRecording(JSON.stringify({ ...recording, ...change }));
  if ("mistake" in input) throw new Error(input.mistake);
  return JSON.parse(JSON.stringify(replay(input)));
}

test("answers come from the script, readiness from what was read; what reached nobody is left out", () => {
  const ticks = replayed();
  expect(ticks[0].calls.slice(-2)).toEqual([
    { write: "Deployment/podinfo-primary", verb: "create", replicas: 1, image: "podinfo:1" },
    {
      event: [
        "Warning",
        "podinfo-primary.test not ready: waiting for rollout to finish: observed deployment generation less than desired generation",
      ],
      phase: "Initializing",
    },
  ]);
  expect(ticks[4].calls).toEqual([
    { webhook: "a", type: "", phase: "Progressing", answer: { status: 503 } },
    {
      event: [
        "Warning",
        "Halt cd.test advancement external check a failed POST http://recorder/a giving up after 1 attempt(s)",
      ],
      phase: "Progressing",
    },
    {
      status: {
        phase: "Progressing",
        canaryWeight: 100,
        failedChecks: 1,
        iterations: 0,
        promoted: {
          status: "Unknown",
          reason: "Progressing",
          message: "New revision detected, progressing canary analysis.",
        },
      },
    },
  ]);
});

test("replicas that others set are those that were read, also in the state before", () => {
  const ticks = replayed();
  expect(
    ticks.map(
      (it: { after: { primary: { specReplicas: number } } }) => it.after.primary.specReplicas,
    ),
  ).toEqual([1, 1, 3, 3, 3]);
  expect(ticks[2].after).toMatchObject({
    status: { phase: "Progressing" },
    target: { specReplicas: 1, image: "a:2" },
    routing: { kind: "TrafficSplit", name: "podinfo", weights: { "podinfo-primary": 100 } },
  });
});

test("an edit of the target's replicas says nothing of the primary's", () => {
  const scaled = { what: "patch", object: "Deployment/podinfo", body: { spec: { replicas: 1 } } };
  const edits = [recording.script.edits[0], { afterTick: 2, ...scaled, code: 200 }];
  const ticks = replayed({ script: { ...recording.script, edits } });
  expect(ticks[2].after).toMatchObject({ primary: { specReplicas: 3 } });
});

test.for([
  [4, "True", 0, 1],
  [8, "True", 0, 3],
  [4, "True", 4, 3],
  [4, "False", 4, 1],
] as const)(
  "pods whose availability became known %d s before a tick, 20 s after the last (%s, %d s slow): %d when the state was noted",
  ([age, status, minReadySeconds, noted]) => {
    const [condition, at] = [{ status, reason: "MinimumReplicasAvailable", age }, 40];
    const ticks = recording.ticks.map((it) => {
      if (it.tick < 3) return it;
      const primary = { ...it.reads.primary, availableCondition: condition };
      return { ...it, at: it.tick === 3 ? at : at + 20, reads: { ...it.reads, primary } };
    });
    const objects = recording.objects.map((it) =>
      it.kind === "Deployment" ? { ...it, spec: { ...(it.spec as object), minReadySeconds } } : it,
    );
    expect(replayed({ ticks, objects })[2].after).toMatchObject({
      primary: { specReplicas: noted },
    });
  },
);

test.for<readonly [string, object, string]>([
  ["another format", { format: 2 }, 'Its "format" is 2; 1 is known.'],
  ["no ticks", { ticks: undefined }, 'It has no list "ticks".'],
  [
    "no name",
    { names: {} },
    'It does not say in "namespace" and "names.canary" which Canary it is about.',
  ],
  ["no Canary", { objects: [] }, 'The Canary cd is not among its "objects".'],
])("%s", ([, change, mistake]) => {
  expect(readRecording(JSON.stringify({ ...recording, ...change }))).toEqual({ mistake });
});

test("what is no recording at all", () => {
  expect(readRecording("{")).toEqual({ mistake: "It is no JSON." });
  expect(readRecording("[]")).toEqual({ mistake: "It is no JSON object." });
});

test("a Canary's own metrics server is down at first, those for all are there", () => {
  const metrics = [
    { name: "a", templateRef: { name: "t" }, thresholdRange: { min: 1 } },
    { name: "request-success-rate", thresholdRange: { min: 99 } },
  ];
  const objects = recording.objects.map((it) => {
    const spec = it.spec as { readonly analysis: object };
    const metricsServer = "http://recorder/cd-own";
    return it.kind === "Canary"
      ? { ...it, spec: { ...spec, metricsServer, analysis: { ...spec.analysis, metrics } } }
      : it;
  });
  const template = {
    apiVersion: "flagger.app/v1beta1",
    kind: "MetricTemplate",
    metadata: { name: "t", namespace: "test" },
    spec: { provider: { type: "prometheus", address: "http://recorder" }, query: "up" },
  };
  const [first, second] = replayed({ objects: [...objects, template] });
  const answers = [first, second].map(({ calls }) =>
    calls.flatMap((it: { readonly query?: string; readonly value?: unknown }) =>
      it.query === undefined ? [] : it.value,
    ),
  );
  expect(answers).toEqual([[{ status: 503, body: "starting" }], [1]]);
});

test("a metrics server that is not the recorder's was never there", () => {
  const objects = recording.objects.map((it) =>
    it.kind === "Canary"
      ? { ...it, spec: { ...(it.spec as object), metricsServer: "http://127.0.0.1:9" } }
      : it,
  );
  const [first] = replayed({ objects });
  expect(first.calls.filter((it: object) => "query" in it)).toEqual([]);
  expect(first.calls).toContainEqual({
    event: [
      "Warning",
      'Error checking metric providers: prometheus not avaiable: running query failed: request failed: Get "http://127.0.0.1:9/api/v1/query?query=vector%281%29": dial tcp 127.0.0.1:9: connect: connection refused',
    ],
    phase: "Initializing",
  });
});
