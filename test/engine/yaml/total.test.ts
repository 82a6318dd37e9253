import { expect, test } from "vitest";
import { parseDocument, splitDocuments } from "../../../server/engine/yaml.ts";
import { anyTextHolds } from "./anyTextHolds.ts";

function parseAll(text: string) {
  return splitDocuments(text).map(({ document }) => ({ document, ...parseDocument(document) }));
}

test.for(Object.entries(anyTextHolds))("%s", ([, holds]) => {
  holds(100);
});

const MANY = 100_000;

test.for([
  ["open brackets", "[".repeat(MANY)],
  ["brackets", "[".repeat(MANY) + "]".repeat(MANY)],
  ["open braces", "{a: ".repeat(MANY)],
  ["dashes", "- ".repeat(MANY)],
  ["question marks", "? ".repeat(MANY)],
  ["keys", "a: ".repeat(MANY)],
  [
    "deeper and deeper lines",
    Array.from({ length: 1000 }, (_, it) => `${" ".repeat(it)}a:`).join("\n"),
  ],
])("what is nested without end is one error: %s", ([, text = ""]) => {
  const [parsed, ...others] = parseAll(text);
  expect(others).toEqual([]);
  expect(parsed?.root).toBeUndefined();
  expect(parsed?.errors.map((it) => it.message)).toEqual([
    "This is nested deeper than 500 levels, so the document is not read.",
  ]);
});

test("400 levels are read", () => {
  for (const text of [`${"[".repeat(400)}${"]".repeat(400)}`, `${"- ".repeat(400)}x`]) {
    const [parsed] = parseAll(text);
    expect(parsed?.errors).toEqual([]);
    expect(parsed?.root?.kind).toBe("sequence");
  }
});

test("aliases are never expanded, so a bomb stays small", () => {
  const lines = Array.from(
    { length: 200 },
    (_, it) => `a${it + 1}: &a${it + 1} [*a${it}, *a${it}, *a${it}]`,
  );
  const [parsed] = parseAll(["a0: &a0 [boom]", ...lines].join("\n"));
  expect(parsed?.errors).toEqual([]);
  expect(parsed?.root?.kind === "mapping" && parsed.root.entries.length).toBe(201);
});

test("however many mistakes there are, a few are told", () => {
  const [parsed] = parseAll("stray\n".repeat(5000));
  expect(parsed?.errors.length).toBeLessThanOrEqual(20);
});
