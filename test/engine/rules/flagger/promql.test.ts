import { expect, test } from "vitest";
import { isLoadCommand, loadSeconds } from "../../../../server/engine/rules/flagger/loadCommand.ts";
import {
  isRange,
  outline,
  splittingLabels,
} from "../../../../server/engine/rules/flagger/promql.ts";
import { callsIn } from "../../../../server/engine/rules/flagger/templateOf.ts";

test.for([
  ["sum(rate(errors[1m]))", "sum()"],
  ['100 - sum(rate(a{x="}"}[1m])) / sum(b) * 100', "100 - sum() / sum() * 100"],
  ["sum by (pod) (rate(errors[1m]))", "sum by () ()"],
  ["sum(\n  rate(\n    errors[1m]\n  )\n) # all of them", "sum()"],
  ['errors{app="{{ target }}"}[{{ interval }}]', "errors{}[]"],
  ["((a))", "()"],
  ["(((", "("],
  ["up{app={{ target }}}", "up{}"],
  ["vector(0)", "vector()"],
] as const)("the outline of %s", ([query, shape]) => {
  expect(outline(query)).toBe(shape);
});

test.for([
  ["errors[5m]", true],
  ['errors{app="a"}[{{ interval }}]', true],
  ["rate(errors[5m])", false],
  ["errors[5m] offset 1m", false],
] as const)("%s is a range: %s", ([query, expected]) => {
  expect(isRange(query)).toBe(expected);
});

test.for([
  ["sum(rate(e[1m])) by (pod)", "pod"],
  ["sum by (pod, node) (rate(e[1m]))", "pod node"],
  ['max(e{pod="a-0"}) by (pod, node)', "node"],
  ['max(e{pod=~"a-.*"}) by (pod)', "pod"],
  ["sum(e) by ()", ""],
  ["max(sum(e) by (pod))", ""],
  ["topk(1, sum(e) by (pod))", ""],
  ["sum(a) by (pod) > 0", ""],
  ["sum(a) without (pod)", ""],
] as const)("%s gives a value for each %s", ([query, labels]) => {
  expect(splittingLabels(query).join(" ")).toBe(labels);
});

test.for([
  ["{{ target }}", "target"],
  ["{{- variables.topic -}} {{ interval }}", "variables.topic interval"],
  ['{{ printf "%s namespace" target }}', "printf target"],
  ["{{/* target */}}", ""],
  ["{{ target", ""],
  ["{ target }", ""],
] as const)("%s calls %s", ([query, calls]) => {
  expect([...callsIn(query)].join(" ")).toBe(calls);
});

test("long texts that never close are read to their end", () => {
  for (const it of ["(", "{{", '"', "[", "sum by (", "( ", "{{ -", "'\\"]) {
    const text = it.repeat(50_000);
    expect(splittingLabels(text)).toEqual([]);
    expect(callsIn(text).size).toBe(0);
  }
  const command = "hey -q 1 ".repeat(200);
  expect(isLoadCommand(command)).toBe(true);
  expect(loadSeconds(command)).toBeUndefined();
});
