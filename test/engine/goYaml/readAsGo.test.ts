import fc from "fast-check";
import { expect, test } from "vitest";
import { mayDiffer } from "../../../server/engine/goYaml/mayDiffer.ts";
import { readAsGo } from "../../../server/engine/goYaml/readAsGo.ts";
import { parsed } from "../../../server/engine/parsed.ts";
import recorded from "./recorded.json" with { type: "json" };

/** Texts, and what go-yaml 2.4.2 and 3.0.3 said to them; nothing where they read them. */
test.each(recorded)("%j", (text, second, third) => {
  expect(readAsGo(text ?? "", 2).fault?.message ?? "").toBe(second);
  expect(readAsGo(text ?? "", 3).fault?.message ?? "").toBe(third);
});

test.each([
  ["a: b\n", 5],
  ["a: b\n---\nc: d\n", 5],
  ["  a: b\nc: d\n", 7],
  ["# nothing\n", 10],
])("%j ends its first document at %i", (text, end) => {
  expect(readAsGo(text, 3)).toEqual({ end, fault: undefined });
});

test("every text is read or refused, and a fault is in the text", () => {
  const bits = fc.constantFrom(..."\t\n :-?[]{},#&*!|>'\"%@`ab".split(""), "---", "...", "%YAML");
  const texts = fc.array(bits, { maxLength: 30 }).map((it) => it.join(""));
  fc.assert(
    fc.property(texts, fc.constantFrom(2 as const, 3 as const), (text, version) => {
      const { fault, end } = readAsGo(text, version);
      expect(fault?.at ?? end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 1000 },
  );
});

test("brackets without end are refused, however deep", () => {
  expect(readAsGo("[".repeat(20_000), 3).fault?.message).toBe("exceeded max depth of 10000");
});

test("what only go-yaml refuses is suspected", () => {
  const bits = fc.constantFrom(
    "a: b\n",
    "- c\n",
    "\t",
    "\n",
    "...",
    "&x.y z",
    ": ",
    "%A\n",
    '"\\/"',
    "# c\n",
  );
  const texts = fc.array(bits, { maxLength: 6 }).map((it) => it.join(""));
  fc.assert(
    fc.property(texts, (text) => {
      const { errors } = parsed({ text, inherited: undefined });
      const isMissed = errors.length === 0 && readAsGo(text, 3).fault !== undefined;
      expect(isMissed && !mayDiffer(text) ? text : "").toBe("");
    }),
    { numRuns: 2000 },
  );
});
