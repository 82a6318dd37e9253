import { describe, expect, test } from "vitest";
import { rules } from "../../../server/engine/rules/all.ts";
import { remarkRules } from "../../../server/engine/rules/remarkRules.ts";
import { schemaRules } from "../../../server/engine/rules/schemaRules.ts";
import { catalogue } from "../../support/catalogue.ts";
import { expectProblems } from "../../support/expect.ts";

/** The examples stand on the page of their rule, so they show that mistake and no other. */
describe.for(rules.map((rule) => [rule.code, rule] as const))("%s", ([code, { examples }]) => {
  test("its wrong example shows just this mistake", () => {
    expect(examples.wrong).toContain(code);
    expectProblems(examples.wrong, { catalogue });
  });

  test("nothing is wrong in its right example", () => {
    expect(examples.right).not.toContain("^");
    expectProblems(examples.right, { catalogue });
  });
});

const told = remarkRules.flatMap(({ code, examples }) =>
  examples ? [[code, examples] as const] : [],
);

describe.for(told)("%s", ([code, examples]) => {
  test("its wrong example shows just this mistake", () => {
    expect(examples.wrong).toContain(code);
    expectProblems(examples.wrong, { catalogue });
  });

  test("nothing is wrong in its right example", () => {
    expect(examples.right).not.toContain("^");
    expectProblems(examples.right, { catalogue });
  });
});

test("no code stands for two things", () => {
  const codes = [...rules, ...schemaRules, ...remarkRules].map((it) => it.code);
  expect(codes).toEqual([...new Set(codes)]);
});

test("codes are words with hyphens", () => {
  for (const { code } of rules) expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});
