import { expect, test } from "vitest";
import { compiled, truth } from "../../../../demo/controllers/flux/cel/booleanExpression.ts";

const variables = {
  metadata: { generation: 3, labels: { team: "blue" } },
  status: {
    phase: "Ready",
    replicas: 2,
    conditions: [
      { type: "Ready", status: "True" },
      { type: "Stalled", status: "False" },
    ],
  },
};

function said(text: string): boolean | string {
  const made = compiled(text);
  if ("problem" in made) return made.problem;
  const result = truth(made.value, variables);
  return "problem" in result ? result.problem : result.value;
}

test.for([
  ["status.phase == 'Ready'", true],
  ['status.phase in ["Ready", "Done"]', true],
  ["status.replicas >= 2 && metadata.generation - 1 == 2", true],
  ["status.conditions.exists(it, it.type == 'Ready' && it.status == 'True')", true],
  ["status.conditions.filter(c, c.type == 'Stalled').all(c, c.status == 'False')", true],
  ["status.conditions.map(c, c.type)[1] == 'Stalled'", true],
  ["has(status.observedGeneration)", false],
  ["has(status.observedGeneration) && status.observedGeneration == 3", false],
  ["!has(status.none) || status.none == 1", true],
  ["'team' in metadata.labels && metadata.labels['team'].startsWith('bl')", true],
  ["size(status.conditions) == 2 && status.phase.size() == 5", true],
  ["status.replicas > 1 ? status.phase == 'Ready' : false", true],
  ["7 / 2 == 3 && 7 % 2 == 1 && -1 < 0", true],
  ["status.phase.matches('^R.*y$')", true],
] as const)("%s", ([text, expected]) => {
  expect(said(text)).toBe(expected);
});

test.for([
  [
    "status.none == 1",
    "failed to evaluate the CEL expression 'status.none == 1': no such key: none",
  ],
  [
    "nothing.at.all",
    "failed to evaluate the CEL expression 'nothing.at.all': no such attribute(s): nothing",
  ],
  ["status.phase", "failed to evaluate CEL expression as boolean: 'status.phase'"],
  [
    "status.phase < 3",
    "failed to evaluate the CEL expression 'status.phase < 3': no such overload",
  ],
  ["1 / 0 == 1", "failed to evaluate the CEL expression '1 / 0 == 1': division by zero"],
  [
    "quantity('1') == 1",
    "failed to evaluate the CEL expression 'quantity('1') == 1': the demo cluster does not know the function quantity",
  ],
] as const)("%s has no value", ([text, expected]) => {
  expect(said(text)).toBe(expected);
});

test.for([
  [
    "data.(",
    "ERROR: <input>:1:6: Syntax error: no viable alternative at input '.('\n | data.(\n | .....^",
  ],
  ["a == ", "ERROR: <input>:1:6: Syntax error: mismatched input '<EOF>'"],
  ["a b", "ERROR: <input>:1:3: Syntax error: no viable alternative at input 'ab'"],
  ["", "ERROR: <input>:1:1: Syntax error: mismatched input '<EOF>'"],
  ["#", "ERROR: <input>:1:1: Syntax error: no viable alternative at input '#'"],
] as const)("%s cannot be read", ([text, expected]) => {
  expect(said(text)).toContain(expected);
});
