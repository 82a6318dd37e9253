import { expect, test } from "vitest";
import type { WebhookWord } from "../../../../server/engine/canary/scenario/scenario.ts";
import { summary } from "../../../../server/engine/canary/scenario/summary.ts";
import { builtInMetricWithTemplate } from "../../../../server/engine/rules/flagger/builtInMetricWithTemplate.ts";
import { gateWithoutType } from "../../../../server/engine/rules/flagger/gateWithoutType.ts";
import { metricIntervalMissing } from "../../../../server/engine/rules/flagger/metricIntervalMissing.ts";
import { metricWithoutQuery } from "../../../../server/engine/rules/flagger/metricWithoutQuery.ts";
import { preRolloutRepeated } from "../../../../server/engine/rules/flagger/preRolloutRepeated.ts";
import { queryVariableUndefined } from "../../../../server/engine/rules/flagger/queryVariableUndefined.ts";
import { rollbackHookAlwaysFires } from "../../../../server/engine/rules/flagger/rollbackHookAlwaysFires.ts";
import { thresholdRangeImpossible } from "../../../../server/engine/rules/flagger/thresholdRangeImpossible.ts";
import { trafficGateNeverAsked } from "../../../../server/engine/rules/flagger/trafficGateNeverAsked.ts";
import type { Rule } from "../../../../server/engine/rules/rule.ts";
import { readFixture } from "../../../support/fixture.ts";
import { setupIn } from "../../../support/setupIn.ts";
import { simulated } from "../../../support/simulated.ts";

/** All files of an example as one scene. */
const scene = (example: string): string => [...readFixture(example).files.values()].join("---\n");

const healthy = (example: string) => summary(setupIn(scene(example))).presets.healthy.outcome;

const answering = (name: string, answer: WebhookWord) => ({
  webhooks: { [name]: { by: "call", answers: [answer] } } as const,
});

/** What these rules say happens whatever the pods and metrics are like. */
test.for(
  [metricWithoutQuery, queryVariableUndefined, thresholdRangeImpossible].map(
    (rule) => [rule.code, rule] as const,
  ),
)("%s: the wrong example never succeeds", ([, rule]: readonly [string, Rule]) => {
  expect(healthy(rule.examples.wrong)).toBe("Failed");
});

test.for(
  [
    metricWithoutQuery,
    queryVariableUndefined,
    metricIntervalMissing,
    thresholdRangeImpossible,
    builtInMetricWithTemplate,
  ].map((rule) => [rule.code, rule] as const),
)("%s: the right example succeeds", ([, rule]: readonly [string, Rule]) => {
  expect(healthy(rule.examples.right)).toBe("Succeeded");
});

test("five failed checks at an interval of a minute take five minutes of analysis", () => {
  const { rollback } = summary(setupIn(scene(metricWithoutQuery.examples.wrong)));
  // Detection, the start of the analysis, five checks, and the tick that finds the threshold reached.
  expect(rollback).toEqual({ ticks: 7, seconds: 420 });
  const played = simulated(scene(metricWithoutQuery.examples.wrong));
  expect(played.match(/no usable metrics template and query/g)).toHaveLength(5);
  expect(played).toContain("failed checks threshold reached 5");
});

test("a rollback webhook that says yes ends the rollout at its first tick", () => {
  const played = simulated(
    scene(rollbackHookAlwaysFires.examples.wrong),
    answering("rollback", "pass"),
  );
  expect(played).toContain("Rolling back orders.shop manual webhook invoked");
  expect(played).not.toContain("Starting canary analysis");
});

test("a gate without a type rolls back what it should hold", () => {
  const wrong = scene(gateWithoutType.examples.wrong);
  const right = scene(gateWithoutType.examples.right);
  const closed = answering("promotion gate", "fail");
  expect(simulated(wrong, closed)).toContain("failed checks threshold reached 5");
  expect(simulated(right, closed)).toContain("waiting for promotion approval promotion gate");
});

test("a traffic gate holds nothing back where no weight grows", () => {
  const closed = answering("go", "fail");
  expect(simulated(scene(trafficGateNeverAsked.examples.wrong), closed)).toContain("Succeeded at");
  expect(simulated(scene(trafficGateNeverAsked.examples.right), closed)).toContain(
    "waiting for promotion approval go",
  );
});

test("a closed traffic gate repeats what comes before the rollout", () => {
  const played = simulated(scene(preRolloutRepeated.examples.wrong), answering("go", "fail"));
  expect(played.match(/Pre-rollout check migrate passed/g)?.length).toBeGreaterThan(1);
});
