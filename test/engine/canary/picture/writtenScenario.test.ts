import { expect, test } from "vitest";
import { writtenScenario } from "../../../../server/engine/canary/picture/writtenScenario.ts";
import { readScenario } from "../../../../server/engine/canary/scenario/readScenario.ts";

test("a scenario is written as it was read", () => {
  const file = {
    title: "all of it",
    canary: "faces/face",
    roots: [".", "../other"],
    cluster: "clusters/prod",
    flags: { meshProvider: "linkerd" },
    begins: "installation",
    metrics: { rate: { 0: 100, 8: null }, latency: [1, 2, "NaN"], other: { status: 503 }, more: 5 },
    webhooks: { approval: { opensAt: 4 }, load: "fail", test: { 3: { status: 500, delay: 20 } } },
    target: { readyAfter: 2 },
    primary: { readyAfter: "never" },
    gatewayLag: 300,
    edits: [
      { tick: 3, edit: "revision" },
      { tick: 5, edit: "delete" },
    ],
    expect: { outcome: "Failed", within: 9, ticks: { 1: { weight: 5 } }, never: { events: ["x"] } },
  };
  const read = readScenario(JSON.stringify(file));
  expect("scenario" in read && JSON.parse(writtenScenario(read.scenario))).toEqual(file);
});

test("what is as in any scenario is left out", () => {
  const read = readScenario('{ "canary": "face", "metrics": {}, "target": { "readyAfter": 0 } }');
  expect("scenario" in read && JSON.parse(writtenScenario(read.scenario))).toEqual({
    canary: "face",
  });
});
