import { expect, test } from "vitest";
import { asker } from "../../client/browser/asker.ts";
import {
  curveOf,
  draftOf,
  metricIn,
  seriesOf,
  textOf,
  webhookIn,
  withMetric,
  withWebhook,
} from "../../client/browser/canary/draft.ts";
import { matrixWords } from "../../client/browser/canary/matrixWords.ts";
import { niceValues } from "../../client/browser/canary/niceValues.ts";
import {
  heights,
  labelEvery,
  marks,
  stepArea,
  stepLine,
} from "../../client/browser/canary/paths.ts";
import { axisWords, timeWords } from "../../client/browser/canary/timeWords.ts";
import { toView } from "../../client/browser/canary/toView.ts";
import { fromView, viewStateIn } from "../../client/canary/fromView.ts";

const play = { scenario: "{}", changes: [{ name: "spec.analysis.threshold", value: 5 }] };

test.for([
  [{ type: "ready" }],
  [{ type: "open" }],
  [{ type: "draw", number: 1, play }],
  [{ type: "draw", number: 2, play: { preset: "errors" } }],
  [{ type: "matrix", number: 1, play: {} }],
  [{ type: "routing", number: 3, tick: 4, play }],
  [{ type: "reveal", picture: 1, place: 0 }],
  [{ type: "apply", changes: play.changes }],
  [{ type: "text", play }],
  [{ type: "save", scenario: "{}" }],
])("a message of the view: %j", ([message]) => {
  expect(fromView(message)).toEqual(message);
});

test.for([
  [undefined],
  [null],
  ["draw"],
  [{}],
  [{ type: "shell" }],
  [{ type: "draw", number: "1", play }],
  [{ type: "draw", number: 1 }],
  [{ type: "draw", number: 1, play: { preset: "no such" } }],
  [{ type: "draw", number: 1, play: { scenario: {} } }],
  [{ type: "draw", number: 1, play: { changes: [{ name: "a", value: Number.NaN }] } }],
  [{ type: "reveal", picture: 1, place: -1 }],
  [{ type: "reveal", place: 1 }],
  [{ type: "reveal", picture: 1, place: "file:///etc/passwd" }],
  [{ type: "apply", changes: { 0: "all" } }],
  [{ type: "save" }],
])("none: %j", ([message]) => {
  expect(fromView(message)).toBeUndefined();
});

test("only what is known is taken over from a message", () => {
  const message = { type: "reveal", picture: 2, place: 1, uri: "file:///etc/passwd" };
  expect(fromView(message)).toEqual({ type: "reveal", picture: 2, place: 1 });
});

test("what a panel remembers, and what it cannot have remembered", () => {
  const state = { id: "x", label: "faces/face", play: { preset: "errors" }, tick: 3 };
  expect(viewStateIn(state)).toEqual(state);
  expect(viewStateIn({ ...state, tick: "late" })).toEqual({ ...state, tick: 0 });
  expect(viewStateIn({ ...state, play: 1 })).toBeUndefined();
  expect(viewStateIn(undefined)).toBeUndefined();
});

test("messages to the view, and what is none", () => {
  const good = { type: "routing", number: 1, routing: { tick: 1, name: "", text: "" } };
  expect(toView(good)).toBe(good);
  expect(toView({ type: "changed" })).toEqual({ type: "changed" });
  for (const bad of [
    null,
    1,
    { type: "toString" },
    { type: "picture", number: 1, picture: {} },
    { ...good, number: -1 },
  ]) {
    expect(toView(bad)).toBeUndefined();
  }
});

test("one question at a time; the newest waits, those before it are dropped", () => {
  const sent: string[] = [];
  const { ask, answered } = asker<string>((number, question) => sent.push(`${number} ${question}`));
  for (const it of ["a", "b", "c"]) ask(it);
  expect(sent).toEqual(["1 a"]);
  expect(answered(1)).toBe(true);
  expect(sent).toEqual(["1 a", "2 c"]);
  expect([answered(1), answered(2)]).toEqual([false, true]);
  ask("d");
  expect(sent.at(-1)).toBe("3 d");
});

const draft = { canary: "face", gatewayLag: 3 };

test.for([
  [{ kind: "value", value: 40 }, 40],
  [{ kind: "none" }, null],
  [{ kind: "error" }, { status: 503 }],
  [
    { kind: "curve", text: "0: 100, 5: 40" },
    { 0: 100, 5: 40 },
  ],
  [{ kind: "series", text: "100 99 null NaN" }, [100, 99, null, "NaN"]],
] as const)("what is said of a metric: %j", ([said, json]) => {
  const made = withMetric(draft, "rate", said);
  expect(made).toEqual({ ...draft, metrics: { rate: json } });
  expect(metricIn(made ?? {}, "rate")).toEqual(said);
  expect(withMetric(made ?? {}, "rate", { kind: "healthy" })).toEqual(draft);
});

test("what cannot be played leaves no draft", () => {
  expect(withMetric(draft, "rate", { kind: "value", value: Number.NaN })).toBeUndefined();
  expect(withMetric(draft, "rate", { kind: "series", text: "a lot" })).toBeUndefined();
  expect([seriesOf(""), curveOf("5"), curveOf("0: 1, x: 2"), curveOf("0: %")]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect([draftOf("[]"), draftOf("{"), draftOf("{}")]).toEqual([undefined, undefined, {}]);
});

test("series as they are pasted", () => {
  expect(seriesOf("99.5%; 98 %\n\tnull | NaN, -")).toEqual([99.5, 98, null, "NaN", null]);
});

test("what is said of webhooks; what the view does not offer stays as it is", () => {
  const opens = withWebhook(draft, "gate", { kind: "opens", tick: 4 });
  expect(JSON.parse(textOf(opens))).toEqual({ ...draft, webhooks: { gate: { opensAt: 4 } } });
  expect(webhookIn(opens, "gate")).toEqual({ kind: "opens", tick: 4 });
  const own = { webhooks: { gate: { status: 418 } } };
  expect(webhookIn(own, "gate")).toEqual({ kind: "other" });
  expect(withWebhook(own, "gate", { kind: "other" })).toBe(own);
  expect(metricIn({ metrics: { rate: { series: [1] } } }, "rate")).toEqual({ kind: "other" });
  expect(metricIn({ metrics: {} }, "toString")).toEqual({ kind: "healthy" });
});

test("steps, areas and marks", () => {
  const y = heights(0, 100, 100, 0);
  expect(stepLine([0, 50, null, 100], 10, y)).toBe("M0 100H10V50H20M30 0H40");
  expect(stepArea([0, 50], 10, y, 100)).toBe("M0 100V100H10V50H20V100Z");
  expect(stepArea([], 10, y, 100)).toBe("");
  expect(marks("cross", [{ x: 5, y: 5 }], 2)).toBe("M3 3l4 4m0 -4l-4 4");
  expect([y(-1), y(25), y(200), heights(5, 5, 10)(5)]).toEqual([100, 75, 0, 9]);
});

test("labels: as many as there is room for, at round values", () => {
  expect([labelEvery(50, 46), labelEvery(30, 46), labelEvery(3, 46)]).toEqual([1, 2, 20]);
  expect(niceValues(25, 100, 4)).toEqual([40, 60, 80, 100]);
  expect(niceValues(1000, 0, 5)).toEqual([0, 200, 400, 600, 800, 1000]);
  expect(niceValues(0.97, 1, 3)).toEqual([0.97, 0.98, 0.99, 1]);
  expect(niceValues(3, 3, 4)).toEqual([3]);
  expect([40, 300, 3900].map(axisWords)).toEqual(["40 s", "5:00", "1:05 h"]);
  expect([0, 119.96, 130, 3900].map(timeWords)).toEqual(["0 s", "2:00 min", "2:10 min", "1:05 h"]);
});

test("a matrix in sentences", () => {
  const across = { metric: "rate", label: "rate", unit: "%", values: [25, 50, 75, 100] };
  const down = { metric: "", label: "from tick", unit: "", values: [3, 2, 1] };
  const ticks = [[], [], []];
  expect(matrixWords({ across, down, outcomes: ["PPPP", "RRPP", "RRPP"], ticks })).toEqual([
    "from tick 3: promotes whatever rate is.",
    "from tick 1 to 2: rolls back with rate up to 50 %, promotes from 75 %.",
  ]);
});
