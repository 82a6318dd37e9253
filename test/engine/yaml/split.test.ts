import fc from "fast-check";
import { expect, test } from "vitest";
import { split } from "../../../server/engine/yaml/split.ts";
import { parseDocument, splitDocuments } from "../../../server/engine/yaml.ts";
import { arbitraryDocument, arbitraryEdits } from "./arbitrary.ts";
import { brief } from "./show.ts";

test.for([
  ["an empty file is one empty document", "", [""]],
  ["one document", "a: 1\n", ["a: 1\n"]],
  ["one document with its marker", "---\na: 1\n", ["---\na: 1\n"]],
  ["several", "a: 1\n---\nb: 1\n---\nc: 1", ["a: 1\n", "---\nb: 1\n", "---\nc: 1"]],
  ["empty documents are documents", "---\n---\n\n---\n", ["---\n", "---\n\n", "---\n"]],
  [
    "comments alone are one",
    "a: 1\n---\n# none\n---\nb: 1",
    ["a: 1\n", "---\n# none\n", "---\nb: 1"],
  ],
  [
    "comments above the first marker belong to it",
    "# top\n\n---\na: 1\n",
    ["# top\n\n---\na: 1\n"],
  ],
  ["so do directives", "%YAML 1.2\n---\na: 1\n", ["%YAML 1.2\n---\na: 1\n"]],
  ["and a byte-order mark", "\ufeff---\na: 1\n---\nb", ["\ufeff---\na: 1\n", "---\nb"]],
  ["a document ends at dots", "a: 1\n...\nb: 1\n", ["a: 1\n...\n", "b: 1\n"]],
  ["dots and dashes", "a: 1\n...\n# b\n---\nb: 1\n", ["a: 1\n...\n", "# b\n---\nb: 1\n"]],
  ["behind the last dots comes nothing more", "a: 1\n...\n# end\n", ["a: 1\n...\n# end\n"]],
  ["a marker may hold a value", "--- {a: 1}\n--- # b\nb: 1", ["--- {a: 1}\n", "--- # b\nb: 1"]],
  ["CRLF", "a: 1\r\n---\r\nb: 1\r\n", ["a: 1\r\n", "---\r\nb: 1\r\n"]],
  [
    "deeper or longer dashes are text",
    "a: |\n  ---\n  b\n----\n---c\n",
    ["a: |\n  ---\n  b\n----\n---c\n"],
  ],
] as const)("%s", ([, text, documents]) => {
  expect(split(text)).toEqual(documents);
});

test("joined, the documents are the file, and each starts where its text does", () => {
  const file = fc.array(arbitraryEdits(arbitraryDocument()), { maxLength: 3 });
  fc.assert(
    fc.property(file, (texts) => {
      const text = texts.join("---\n");
      const placed = splitDocuments(text);
      expect(placed.map((it) => it.document.text).join("")).toBe(text);
      for (const { document, start } of placed) {
        expect(text.startsWith(document.text, start)).toBe(true);
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

test("after an edit, documents with the same text are the same objects", () => {
  const before = splitDocuments("a: 1\n---\nb: 1\n---\nc: 1\n");
  const after = splitDocuments("a: 1\n---\nb: 20\n---\nc: 1\n", before);
  expect(after[0]?.document).toBe(before[0]?.document);
  expect(after[1]?.document).not.toBe(before[1]?.document);
  expect(after[2]?.document).toBe(before[2]?.document);
  expect(after[2]?.start).toBe((before[2]?.start ?? 0) + 1);
});

test("two documents with the same text stay two objects", () => {
  const before = splitDocuments("---\na: 1\n");
  const [first, second] = splitDocuments("---\na: 1\n---\na: 1\n", before);
  expect(first?.document).toBe(before[0]?.document);
  expect(second?.document).not.toBe(first?.document);
  expect(second?.document).toEqual(first?.document);
});

const inherited = (text: string) =>
  splitDocuments(text).map(({ document }) =>
    document.inherited
      ? [...document.inherited].map(([name, node]) => `${name}: ${brief(node)}`).join(", ")
      : undefined,
  );

test.for([
  ["from the document before", "a: &x 1\n---\nb: *x\n", [undefined, "x: 1"]],
  [
    "from further up",
    "a: &x {y: 1}\n---\nb: 1\n---\nc: *x\n",
    [undefined, undefined, "x: { y: 1 }"],
  ],
  ["the later of two", "a: &x 1\n---\na: &x 2\n---\nb: *x\n", [undefined, undefined, "x: 2"]],
  ["an anchor of its own is nearer", "a: &x 1\n---\na: &x 2\nb: *x\n", [undefined, undefined]],
  ["unless it stands below", "a: &x 1\n---\nb: *x\na: &x 2\n", [undefined, "x: 1"]],
  ["never from below", "b: *x\n---\na: &x 1\n", [undefined, undefined]],
  ["what only looks like an anchor is none", "a: |\n  &x 1\n---\nb: *x\n", [undefined, undefined]],
  ["nor is an asterisk an alias", "a: &x 1\n---\nb: '*/5 * * * *'\n", [undefined, undefined]],
  ["through an alias", "a: &x 1\n---\nb: &y [*x]\n---\nc: *y\n", [undefined, "x: 1", "y: [*x]"]],
] as const)("anchors of other documents: %s", ([, text, expected]) => {
  expect(inherited(text)).toEqual(expected);
});

test("a document that inherits is new when the anchor is, and the same when it is not", () => {
  const before = splitDocuments("# a\na: &x 1\n---\nb: *x\n");
  const moved = splitDocuments("a: &x 1\n---\nb: *x\n", before);
  const same = splitDocuments("# a\na: &x 1\n---\nb: *x\n---\nc: 1\n", before);
  expect(moved[1]?.document).not.toBe(before[1]?.document);
  expect(same[1]?.document).toBe(before[1]?.document);
  const root = parseDocument(same[1]?.document ?? { text: "", inherited: undefined }).root;
  expect(brief(root)).toBe("{ b: *x }");
});
