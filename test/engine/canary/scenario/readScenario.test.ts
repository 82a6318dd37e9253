import { expect, test } from "vitest";
import { readScenario } from "../../../../server/engine/canary/scenario/readScenario.ts";

const scenarioOf = (json: object) => {
  const read = readScenario(JSON.stringify({ canary: "face", ...json }));
  return "scenario" in read ? read.scenario : read.mistakes;
};

const mistakesOf = (text: string): readonly string[] => {
  const read = readScenario(text);
  return "mistakes" in read ? read.mistakes.map((it) => `${it.pointer} ${it.message}`) : [];
};

test("nothing but a name is a healthy rollout", () => {
  expect(scenarioOf({})).toMatchObject({
    canary: "face",
    begins: "revision",
    metrics: {},
    target: 0,
    expect: undefined,
  });
});

test("answers of metrics: one, several, by tick", () => {
  expect(
    scenarioOf({
      metrics: {
        one: 99.5,
        several: [100, null, "NaN", { status: 503, body: "busy" }, { series: [1, null] }],
        later: { "5": 20, "2": 80 },
      },
    }),
  ).toMatchObject({
    metrics: {
      one: { by: "call", answers: [99.5] },
      several: {
        by: "call",
        answers: [100, null, "NaN", { status: 503, body: "busy" }, { series: [1, null] }],
      },
      later: {
        by: "tick",
        from: [
          { tick: 2, answer: 80 },
          { tick: 5, answer: 20 },
        ],
      },
    },
  });
});

test("answers of webhooks: words, statuses, a gate that opens", () => {
  expect(
    scenarioOf({
      webhooks: { a: "fail", b: 403, c: { status: 500, body: "no", delay: 20 }, d: { opensAt: 7 } },
    }),
  ).toMatchObject({
    webhooks: {
      a: { by: "call", answers: ["fail"] },
      b: { by: "call", answers: [{ status: 403 }] },
      c: { by: "call", answers: [{ status: 500, body: "no", delay: 20 }] },
      d: {
        by: "tick",
        from: [
          { tick: Number.NEGATIVE_INFINITY, answer: "fail" },
          { tick: 7, answer: "pass" },
        ],
      },
    },
  });
});

test("edits and what is expected", () => {
  expect(
    scenarioOf({
      edits: [
        { tick: 3, edit: "suspend" },
        { tick: 4, edit: "patch", body: { spec: { suspend: false } } },
      ],
      expect: { outcome: "Failed", within: 60, ticks: { "5": { phase: "Failed", weight: 0 } } },
    }),
  ).toMatchObject({
    edits: [
      { tick: 3, edit: "suspend" },
      { tick: 4, edit: "patch", object: undefined, body: { spec: { suspend: false } } },
    ],
    expect: {
      outcome: "Failed",
      within: 60,
      ticks: new Map([[5, { phase: "Failed", weight: 0 }]]),
      never: { phases: [], events: [] },
    },
  });
});

test.for([
  ["[]", " A scenario wants an object, not a list."],
  ["{}", ' A scenario lacks "canary".'],
  [
    '{"canary":"a","metrcs":{}}',
    '/metrcs There is no field "metrcs" here. Did you mean "metrics"?',
  ],
  [
    '{"canary":"a","metrics":{"x/y":"high"}}',
    '/metrics/x~1y "x/y" wants a number, null, "NaN", { "series": […] } or { "status": 503 }, not "high".',
  ],
  [
    '{"canary":"a","webhooks":{"w":"maybe"}}',
    '/webhooks/w "w" wants "pass", "fail", "timeout", "refused", a status or { "status": 500 }, not "maybe".',
  ],
  ['{"canary":"a","webhooks":{"w":[]}}', '/webhooks/w "w" wants at least one answer.'],
  [
    '{"canary":"a","target":{"readyAfter":-1}}',
    '/target/readyAfter "readyAfter" wants a whole number from 0, not -1.',
  ],
  [
    '{"canary":"a","edits":[{"tick":1,"edit":"explode"}]}',
    '/edits/0/edit "edit" wants one of revision, back, config, suspend, resume, skipAnalysis, patch, delete, not "explode".',
  ],
  [
    '{"canary":"a","edits":[{"tick":1,"edit":"patch"}]}',
    '/edits/0 A "patch" lacks "body", the fields that it sets.',
  ],
  [
    '{"canary":"a","expect":{"ticks":{"last":{}}}}',
    '/expect/ticks/last "last" wants the number of a tick for a name.',
  ],
] as const)("%s", ([text, mistake]) => {
  expect(mistakesOf(text)[0]).toBe(mistake);
});

test("a broken file says so", () => {
  expect(mistakesOf("{ canary: face }")[0]).toMatch(/^ It is no JSON: /);
});
