import { afterEach, beforeEach, expect, test } from "vitest";
import { twinRows } from "../../client/browser/canary/twinRows.ts";
import {
  type CanaryMatrix,
  type CanaryPicture,
  type CanaryProblem,
  type CanaryRouting,
  canaryChanged,
  canaryMatrix,
  canaryRouting,
  drawCanary,
  editCanary,
  type WirePlace,
} from "../../protocol/canary.ts";
import { type CanaryItem, canariesAt, simulateCanary } from "../../protocol/simulate.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { readFixture } from "../support/fixture.ts";
import { memoryHost } from "../support/memoryHost.ts";

const { files } = readFixture(`
  #- /repo/face.yaml
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: face, namespace: faces }
  spec:
    provider: linkerd
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
    service: { port: 80 }
    analysis:
      interval: 10s
      threshold: 2
      stepWeight: 25
      maxWeight: 50
      metrics:
        - { name: request-success-rate, interval: 1m, thresholdRange: { min: 90 } }
        - { name: request-duration, interval: 1m, thresholdRange: { max: 500 } }
      webhooks:
        - { name: approval, type: confirm-rollout, url: "http://gate/" }
  ---
  apiVersion: v1
  kind: Service
  metadata: { name: other }
  spec: { ports: [{ port: 80 }] }
`);

const uri = "file:///repo/face.yaml";
const source = files.get("/repo/face.yaml") ?? "";

let conversation: Conversation;
let id: string;
let told: number;
beforeEach(async () => {
  told = 0;
  conversation = await converse(memoryHost(new Map(files)), "/repo");
  conversation.editor.onNotification(canaryChanged.method, () => {
    told++;
  });
  const [found] = await conversation.editor.sendRequest<CanaryItem[]>(canariesAt.method, {});
  id = found?.id ?? "";
});
afterEach(() => conversation.end());

const ask = <Answer>(method: string, question: object = {}): Promise<Answer> =>
  conversation.editor.sendRequest<Answer>(method, { id, ...question });

const draw = (question: object = {}) => ask<CanaryPicture<WirePlace>>(drawCanary.method, question);

/** The text twin of the panel. */
async function table(question: object): Promise<string> {
  const { head, rows } = twinRows(await draw(question));
  return `\n${[head, ...rows].map((it) => it.join(" | ")).join("\n")}\n`;
}

const said = (scenario: object) => ({ scenario: JSON.stringify({ canary: "face", ...scenario }) });

test("a healthy rollout, in the words of the table", async () => {
  expect(await table({})).toMatchInlineSnapshot(`
    "
    Tick | Time | Phase | Canary | Primary | Failed | Iterations | request-success-rate | request-duration | approval | What happens | Why
    0 | 0 s | Progressing | 0 % | 100 % | 0 | 0 | – | – | passed, 200 | [a new revision is there]; Confirm-rollout check approval passed; New revision detected! Scaling up face.faces | The template of the target, or configuration that it uses, differs from what was applied last.
    1 | 10 s | Progressing | 25 % | 75 % | 0 | 0 | – | – | – | Starting canary analysis for face.faces; Advance face.faces canary weight 25 | The checks passed, so the weight grows by the step.
    2 | 20 s | Progressing | 50 % | 50 % | 0 | 0 | 100 %, passed | 20 ms, passed | – | Advance face.faces canary weight 50 | The checks passed, so the weight grows by the step.
    3 | 30 s | Promoting | 50 % | 50 % | 0 | 0 | 100 %, passed | 20 ms, passed | – | Copying face.faces template spec to face-primary.faces | The checks passed at the highest weight, so the revision is promoted.
    4 | 40 s | Finalising | 0 % | 100 % | 0 | 0 | – | – | – | Routing all traffic to primary | Without promotion steps, all traffic goes back to the primary at once.
    5 | 50 s | Succeeded | 0 % | 100 % | 0 | 0 | – | – | – | Promotion completed! Scaling down face.faces | The primary has all the traffic and runs the new revision, so the target is not needed any more.
    "
  `);
});

test("a gate that opens late, and then too many errors", async () => {
  const scenario = said({
    metrics: { "request-success-rate": { 5: 40 }, "request-duration": 20 },
    webhooks: { approval: { opensAt: 2 } },
  });
  expect(await table(scenario)).toMatchInlineSnapshot(`
    "
    Tick | Time | Phase | Canary | Primary | Failed | Iterations | request-success-rate | request-duration | approval | What happens | Why
    0 | 0 s | Waiting | 0 % | 100 % | 0 | 0 | – | – | waits, 403 | [a new revision is there]; Warning: Halt face.faces advancement waiting for approval approval | A new revision starts only when the gate before the rollout opens; it is asked again every tick.
    1 | 10 s | Waiting | 0 % | 100 % | 0 | 0 | – | – | waits, 403 |  | The gate is still closed, so the Canary stays Waiting; it is asked again at the next tick.
    2 | 20 s | Progressing | 0 % | 100 % | 0 | 0 | – | – | passed, 200 | Confirm-rollout check approval passed; New revision detected! Scaling up face.faces | The template of the target, or configuration that it uses, differs from what was applied last.
    3 | 30 s | Progressing | 25 % | 75 % | 0 | 0 | – | – | – | Starting canary analysis for face.faces; Advance face.faces canary weight 25 | The checks passed, so the weight grows by the step.
    4 | 40 s | Progressing | 50 % | 50 % | 0 | 0 | 100 %, passed | 20 ms, passed | – | Advance face.faces canary weight 50 | The checks passed, so the weight grows by the step.
    5 | 50 s | Progressing | 50 % | 50 % | 1 | 0 | 40 %, failed | – | – | Warning: Halt face.faces advancement success rate 40.00% < 90% | request-success-rate is 40.00%, below thresholdRange.min 90%.
    6 | 60 s | Progressing | 50 % | 50 % | 2 | 0 | 40 %, failed | – | – | Warning: Halt face.faces advancement success rate 40.00% < 90% | request-success-rate is 40.00%, below thresholdRange.min 90%.
    7 | 70 s | Failed | 0 % | 100 % | 0 | 0 | – | – | – | Warning: Rolling back face.faces failed checks threshold reached 2; Warning: Canary failed! Scaling down face.faces | As many checks have failed as the threshold allows.
    "
  `);
});

test("how it ends, why, and where the deciding field stands", async () => {
  const { ending, places, firstFailure, strategyWords, durationWords } = await draw({
    preset: "errors",
  });
  expect({ ...ending, strategyWords, durationWords, firstFailure }).toMatchInlineSnapshot(`
    {
      "durationWords": "at the earliest 50 s, longer while approval is closed",
      "firstFailure": 2,
      "mood": "bad",
      "outcome": "Failed",
      "sentence": "Failed after 4 ticks, 40 s.",
      "strategyWords": "25 % → 50 % in 2 steps of 10 s, rolls back after 2 failed checks",
      "why": {
        "field": "spec.analysis.threshold",
        "place": 3,
        "text": "As many checks have failed as the threshold allows.",
      },
    }
  `);
  const { start, end } = places[ending.why?.place ?? -1] ?? {};
  expect([start, end]).toEqual([
    { line: 9, character: 15 },
    { line: 9, character: 16 },
  ]);
});

test("each field that can be tried, its value and where it stands", async () => {
  const { fields, places } = await draw({
    changes: [{ name: "spec.analysis.threshold", value: 4 }],
  });
  const lines = source.split("\n");
  const shown = fields.map(({ label, value, written, place }) => {
    const at = places[place ?? -1];
    const text = at && lines[at.start.line]?.slice(at.start.character, at.end.character);
    return `${label}: ${value}, written ${written} as ${text}`;
  });
  expect(shown).toEqual([
    "interval: 10s, written 10s as 10s",
    "threshold: 4, written 2 as 2",
    "stepWeight: 25, written 25 as 25",
    "maxWeight: 50, written 50 as 50",
    "request-success-rate min: 90, written 90 as 90",
    "request-duration max: 500, written 500 as 500",
  ]);
});

test("other values go another way, in the picture and in the report", async () => {
  const changes = [{ name: "spec.analysis.threshold", value: 4 }];
  const { ending } = await draw({ preset: "errors", changes });
  expect(ending.sentence).toBe("Failed after 6 ticks, 60 s.");
  const { text } = await ask<{ text: string }>(simulateCanary.method, {
    preset: "errors",
    changes,
  });
  expect(text).toContain("Failed after 6 ticks, 60 s.");
});

test("the edits that write other values", async () => {
  const changes = [
    { name: "spec.analysis.threshold", value: 4 },
    { name: "spec.analysis.interval", value: "30s" },
  ];
  expect(await ask(editCanary.method, { changes })).toEqual({
    edits: [
      {
        place: { uri, start: { line: 9, character: 15 }, end: { line: 9, character: 16 } },
        text: "4",
      },
      {
        place: { uri, start: { line: 8, character: 14 }, end: { line: 8, character: 17 } },
        text: "30s",
      },
    ],
  });
});

test.for([
  [
    { name: "spec.analysis.iterations", value: 4 },
    "The Canary has no spec.analysis.iterations any more.",
  ],
  [
    { name: "spec.analysis.interval", value: "soon" },
    'spec.analysis.interval wants a duration such as 30s or 1m, not "soon".',
  ],
  [
    { name: "spec.analysis.threshold", value: "4" },
    'spec.analysis.threshold wants a number, not "4".',
  ],
] as const)("what cannot be written: %j", async ([change, problem]) => {
  expect(await ask(editCanary.method, { changes: [change] })).toEqual({ problem });
});

test("the routing object after a tick, without what the API server adds", async () => {
  expect(await ask<CanaryRouting>(canaryRouting.method, { tick: 2 })).toEqual({
    tick: 2,
    name: "TrafficSplit face",
    text: `apiVersion: split.smi-spec.io/v1alpha1
kind: TrafficSplit
metadata:
  name: face
  namespace: faces
spec:
  service: face
  backends:
  - service: face-canary
    weight: "50"
  - service: face-primary
    weight: "50"
`,
  });
});

test("where it promotes and where it rolls back: success rate by latency", async () => {
  const { across, down, outcomes } = await ask<CanaryMatrix>(canaryMatrix.method);
  expect([across.label, across.unit, across.values.length, across.values.at(-1)]).toEqual([
    "request-success-rate",
    "%",
    30,
    100,
  ]);
  expect([down.label, down.unit, down.values.length, down.values[0]]).toEqual([
    "request-duration",
    "ms",
    30,
    1000,
  ]);
  across.values.forEach((rate, column) => {
    down.values.forEach((latency, row) => {
      expect([rate, latency, outcomes[row]?.[column]]).toEqual([
        rate,
        latency,
        rate >= 90 && latency <= 500 ? "P" : "R",
      ]);
    });
  });
});

test.for([
  [
    "a Canary that is no more",
    { id: "x" },
    "This Canary is no more: nothing in the workspace gives it.",
  ],
  ["a scenario that is no JSON", { scenario: "{" }, /^It is no JSON: .+\.$/],
  [
    "a metric that the Canary has not",
    said({ metrics: { latency: 3 } }),
    'Canary face has no metric "latency". It has: request-success-rate, request-duration.',
  ],
  ["what is no question at all", { id: 7, changes: "none", scenario: [] }, /no more/],
] as const)("%s is told in a sentence", async ([, question, problem]) => {
  const answer = await ask<CanaryProblem>(drawCanary.method, question);
  expect(answer.problem).toMatch(problem);
});

test("tells when what was drawn looks different now, and only then", async () => {
  await draw();
  const open = (text: string, version: number) =>
    conversation.editor.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "yaml", version, text },
    });
  await open(source.replace("name: other", "name: another"), 1);
  await draw({ preset: "errors" });
  expect(told).toBe(0);
  await conversation.editor.sendNotification("textDocument/didChange", {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: source.replace("maxWeight: 50", "maxWeight: 75") }],
  });
  await expect.poll(() => told).toBe(1);
});

test("a rollout of very many ticks is cut, and says so", async () => {
  const changes = [{ name: "spec.analysis.threshold", value: 3000 }];
  const { frames, notes, ending } = await draw({ preset: "no-traffic", changes });
  expect([frames.length, ending.sentence]).toEqual([
    1000,
    "Failed after 3002 ticks, 8 h 20 min 20 s.",
  ]);
  expect(notes).toContain("2003 more ticks are not shown.");
});
