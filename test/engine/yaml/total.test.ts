import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument as libraryDocument } from "yaml";
import { parseDocument, parseLeniently, splitDocuments } from "../../../server/engine/yaml.ts";
import { arbitraryDocument, arbitraryEdits } from "./arbitrary.ts";

function parseAll(text: string) {
  return splitDocuments(text).map(({ document }) => ({ document, ...parseDocument(document) }));
}

const signs = [...": -#'\"[]{},&*!|>%@`?\\~.0a\té\n\n\n\r \u0000\u0002\u0018\u001f\ufeff"];
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...signs), maxLength: 60 }),
  fc.string({ unit: "binary" }),
  arbitraryEdits(arbitraryDocument()),
);
const runs = { numRuns: 1000, seed: 1 };

test("any text has an answer, and every error lies inside it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const { document, errors } of parseAll(text)) {
        const wrong = errors.filter(({ span, message }) => {
          const inside =
            0 <= span.start && span.start <= span.end && span.end <= document.text.length;
          return !inside || !/^[A-Z].*\.$/.test(message);
        });
        expect(wrong).toEqual([]);
      }
    }),
    runs,
  );
});

test("what the library calls a mistake is told as one", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const { document } of splitDocuments(text)) {
        const { errors } = parseLeniently(document);
        const told = errors.some((it) => it.code === "yaml-syntax");
        if (!told) expect(libraryErrors(document.text)).toEqual([]);
      }
    }),
    runs,
  );
});

function libraryErrors(text: string) {
  // A byte-order mark makes the library miscount columns.
  const options = { strict: false, uniqueKeys: false, logLevel: "silent" } as const;
  const { errors } = libraryDocument(text.replace(/^\ufeff/, "\n"), options);
  return errors.map((it) => it.message);
}

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
