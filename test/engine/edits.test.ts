import { expect, test } from "vitest";
import { applied } from "../../server/engine/edits/textEdit.ts";
import { type Change, editsOf, type Target } from "../../server/engine/edits.ts";
import type { Path } from "../../server/engine/node.ts";
import { viewOf } from "../../server/engine/view.ts";
import { changed, emptyWorkspace } from "../../server/engine/workspace.ts";

type Wish =
  | { readonly replace: Path; readonly text: string; readonly on?: "key"; readonly raw?: true }
  | { readonly remove: Path }
  | { readonly insert: Path; readonly text: string };

const catalogue = { find: () => undefined, kinds: [] };

/** The text of one file after changes to its document of that number. */
function after(text: string, wishes: readonly Wish[], document = 0): string | undefined {
  const content = { text };
  const { workspace } = changed(emptyWorkspace(catalogue), [{ path: "a.yaml", content }]);
  const view = viewOf(workspace);
  const placed = view.file("a.yaml")?.documents[document];
  if (!placed) throw new Error("The text has no such document.");
  const target: Target = { path: "a.yaml", document: placed.document, at: [] };
  const found = editsOf(
    view,
    wishes.map((it) => changeOf(target, it)),
  );
  return (
    found &&
    applied(
      text,
      found.edits.map((it) => ({ span: it.place.span, text: it.text })),
    )
  );
}

function changeOf(resource: Target, wish: Wish): Change {
  if ("remove" in wish) return { type: "remove", resource, at: wish.remove };
  if ("insert" in wish) return { type: "insert", resource, at: wish.insert, text: wish.text };
  const { replace: at, on = "value", text, raw } = wish;
  return { type: "replace", resource, at, on, text, ...(raw && { raw }) };
}

const lines = (...all: readonly string[]): string => all.map((it) => `${it}\n`).join("");

test.for([
  ["a value", "a: b # why\n", { replace: ["a"], text: "c" }, "a: c # why\n"],
  [
    "a key",
    "spec:\n  intreval: 5m\n",
    { replace: ["spec", "intreval"], text: "interval", on: "key" },
    "spec:\n  interval: 5m\n",
  ],
  [
    "a key in braces",
    "a: { b : 1 }\n",
    { replace: ["a", "b"], text: "c", on: "key" },
    "a: { c : 1 }\n",
  ],
  ["double quotes stay", 'a: "b"\n', { replace: ["a"], text: "c" }, 'a: "c"\n'],
  ["single quotes stay", "a: 'b'\n", { replace: ["a"], text: "it's" }, "a: 'it''s'\n"],
  ["quotes where YAML needs them", "a: b\n", { replace: ["a"], text: "c: d" }, 'a: "c: d"\n'],
  [
    "quotes that do not hide quotes",
    "a: b\n",
    { replace: ["a"], text: '{"c": 1}' },
    `a: '{"c": 1}'\n`,
  ],
  [
    "quotes in braces for what may stand bare outside",
    "a: [b]\n",
    { replace: ["a", 0], text: "${c}" },
    'a: ["${c}"]\n',
  ],
  ["no quotes for a variable in a block", "a: b\n", { replace: ["a"], text: "${c}" }, "a: ${c}\n"],
  ["a boolean stays a boolean", "a: ture\n", { replace: ["a"], text: "true" }, "a: true\n"],
  ["text that brings its quotes", "a: 8080\n", { replace: ["a"], text: '"8080"' }, 'a: "8080"\n'],
  [
    "raw text loses the quotes that are there",
    'a: "3"\n',
    { replace: ["a"], text: "3", raw: true },
    "a: 3\n",
  ],
  ["an anchor stays", "a: &x b\nc: *x\n", { replace: ["a"], text: "d" }, "a: &x d\nc: *x\n"],
  [
    "an alias is written over",
    "a: &x b\nc: *x\n",
    { replace: ["c"], text: "d" },
    "a: &x b\nc: d\n",
  ],
  [
    "a value that is missing",
    "a: # why\nb: 1\n",
    { replace: ["a"], text: "c" },
    "a: c # why\nb: 1\n",
  ],
  [
    "a value that is missing in braces",
    "a: {b}\n",
    { replace: ["a", "b"], text: "c" },
    "a: {b: c}\n",
  ],
  ["a block scalar", "a: |\n  b\n  c\nd: 1\n", { replace: ["a"], text: "e" }, "a: e\nd: 1\n"],
  ["a collection", "a: { b: 1 }\n", { replace: ["a"], text: "[c]", raw: true }, "a: [c]\n"],
  [
    "a mapping in lines",
    "a:\n  b: 1\nd: 1\n",
    { replace: ["a"], text: "c: 2\ne: 3", raw: true },
    "a:\n  c: 2\n  e: 3\nd: 1\n",
  ],
] as const)("replace: %s", ([, text, wish, expected]) => {
  expect(after(text, [wish])).toBe(expected);
});

test.for([
  ["an entry", lines("a: 1", "b: 2 # why", "c: 3"), ["b"], lines("a: 1", "c: 3")],
  [
    "an entry with all below it",
    lines("a:", "  b:", "    - c", "", "d: 1"),
    ["a"],
    lines("", "d: 1"),
  ],
  [
    "an item",
    lines("a:", "  # why", "  - b", "  - c # so", "  - d"),
    ["a", 1],
    lines("a:", "  # why", "  - b", "  - d"),
  ],
  ["an item below its key", lines("a:", "- b", "- c"), ["a", 0], lines("a:", "- c")],
  [
    "the last item and its key",
    lines("a: 1", "b:", "  - c", "d: 1"),
    ["b", 0],
    lines("a: 1", "d: 1"),
  ],
  [
    "all that becomes empty",
    lines("a: 1", "b:", "  c:", "    d: 1", "e: 1"),
    ["b", "c", "d"],
    lines("a: 1", "e: 1"),
  ],
  ["the entry behind a dash", lines("- a: 1 # x", "  b: 2"), [0, "a"], lines("- b: 2")],
  [
    "the entry behind a dash, a comment follows",
    lines("- a: 1", "  # why", "  b: 2"),
    [0, "a"],
    lines("- # why", "  b: 2"),
  ],
  [
    "an item of several lines",
    lines("- a: 1", "  b: |", "    x", "", "    y", "- c: 1"),
    [0],
    lines("- c: 1"),
  ],
  ["an item without text", lines("- a", "-", "- b"), [1], lines("- a", "- b")],
  ["an item of an item", lines("- - a", "  - b", "- c"), [0, 0], lines("- - b", "- c")],
  ["an entry without value", lines("a:", "b: 1"), ["a"], lines("b: 1")],
  ["the first in brackets", "a: [b, c, d]\n", ["a", 0], "a: [c, d]\n"],
  ["the last in brackets", "a: [b, c, d]\n", ["a", 2], "a: [b, c]\n"],
  ["the only one in brackets", "a: [b]\nc: 1\n", ["a", 0], "c: 1\n"],
  ["one in braces", "a: { b: 1, c: 2 }\n", ["a", "b"], "a: { c: 2 }\n"],
  ["the last line of a file that ends without a line break", "a: 1\nb: 2", ["b"], "a: 1"],
  ["with the line breaks of Windows", "a: 1\r\nb: 2\r\nc: 3\r\n", ["b"], "a: 1\r\nc: 3\r\n"],
  ["the last line with the line breaks of Windows", "a: 1\r\nb: 2", ["b"], "a: 1"],
  ["an anchored item", lines("- &a b", "- c"), [0], lines("- c")],
  ["a tagged key", lines("? !!str a", ": 1", "b: 2"), ["a"], undefined],
] as const)("remove: %s", ([, text, path, expected]) => {
  expect(after(text, [{ remove: path }])).toBe(expected);
});

test("an anchor that is still needed is not removed", () => {
  expect(after("a: &x 1\nb: *x\n", [{ remove: ["a"] }])).toBe(undefined);
});

test("what stands behind an alias or a merge key belongs to others too", () => {
  const text = lines("a: &x", "  b: 1", "c: *x", "d:", "  <<: *x");
  expect(after(text, [{ remove: ["c", "b"] }])).toBe(undefined);
  expect(after(text, [{ replace: ["d", "b"], text: "2" }])).toBe(undefined);
});

test("several removed at once take their collection along", () => {
  const text = lines("a:", "  - b", "  - c", "  - d", "e: [f, g, h]", "i: 1");
  expect(after(text, [{ remove: ["a", 0] }, { remove: ["a", 2] }])).toBe(
    lines("a:", "  - c", "e: [f, g, h]", "i: 1"),
  );
  expect(
    after(
      text,
      [0, 2, 1].map((it) => ({ remove: ["a", it] })),
    ),
  ).toBe(lines("e: [f, g, h]", "i: 1"));
  expect(after(text, [{ remove: ["e", 0] }, { remove: ["e", 2] }])).toBe(
    lines("a:", "  - b", "  - c", "  - d", "e: [g]", "i: 1"),
  );
  expect(after(text, [{ remove: ["a", 0] }, { remove: ["a"] }])).toBe(
    lines("e: [f, g, h]", "i: 1"),
  );
});

test.for([
  [
    "an entry",
    lines("a:", "  b: 1 # why", "c: 1"),
    ["a"],
    "d: 2",
    lines("a:", "  b: 1 # why", "  d: 2", "c: 1"),
  ],
  [
    "an entry of a mapping behind a dash",
    lines("- b: 1", "- c: 1"),
    [0],
    "d: 2",
    lines("- b: 1", "  d: 2", "- c: 1"),
  ],
  [
    "an item",
    lines("a:", "  - b", "", "c: 1"),
    ["a"],
    "- d",
    lines("a:", "  - b", "  - d", "", "c: 1"),
  ],
  ["an item without its dash", lines("a:", "- b"), ["a"], "d", lines("a:", "- b", "- d")],
  [
    "an item of two lines",
    lines("a:", "  - b: 1"),
    ["a"],
    "b: 2\nc: 3",
    lines("a:", "  - b: 1", "  - b: 2", "    c: 3"),
  ],
  [
    "an item after one without text",
    lines("a:", "  -", "b: 1"),
    ["a"],
    "c",
    lines("a:", "  -", "  - c", "b: 1"),
  ],
  [
    "below a key without value",
    lines("a: # why", "b: 1"),
    ["a"],
    "- c",
    lines("a: # why", "  - c", "b: 1"),
  ],
  [
    "in place of null",
    lines("a: null # why", "b: 1"),
    ["a"],
    "c: 1",
    lines("a: # why", "  c: 1", "b: 1"),
  ],
  [
    "in place of empty brackets",
    lines("a: []", "b: 1"),
    ["a"],
    "- c",
    lines("a:", "  - c", "b: 1"),
  ],
  [
    "in place of empty braces",
    lines("a: {}", "b: 1"),
    ["a"],
    "c: 1",
    lines("a:", "  c: 1", "b: 1"),
  ],
  ["in brackets", "a: [b]\n", ["a"], "- c", "a: [b, c]\n"],
  ["in braces", "a: { b: 1 }\n", ["a"], "c: 2", "a: { b: 1, c: 2 }\n"],
  [
    "in braces, several lines",
    "a: { b: 1 }\n",
    ["a"],
    "c:\n  d: 2\n  e: [x]",
    "a: { b: 1, c: { d: 2, e: [x] } }\n",
  ],
  ["an empty value in braces", "a: { b: }\n", ["a", "b"], "- c", "a: { b: [c] }\n"],
  [
    "a key that is not there",
    lines("a: 1"),
    ["resources"],
    "- b",
    lines("a: 1", "resources:", "  - b"),
  ],
  [
    "keys that are not there",
    lines("a: 1"),
    ["metadata", "labels"],
    "b: c",
    lines("a: 1", "metadata:", "  labels:", "    b: c"),
  ],
  [
    "a key that is not there, in braces",
    "a: { b: 1 }\n",
    ["a", "c", "d"],
    "- e",
    "a: { b: 1, c: { d: [e] } }\n",
  ],
  [
    "as the document indents",
    lines("a:", "    b:", "    - c"),
    ["d"],
    "- e",
    lines("a:", "    b:", "    - c", "d:", "- e"),
  ],
  [
    "as the document nests",
    lines("a:", "    b: 1"),
    ["d"],
    "e: 1",
    lines("a:", "    b: 1", "d:", "    e: 1"),
  ],
  [
    "behind a block scalar",
    lines("a: |", "  b", "", "c: 1"),
    [],
    "d: 1",
    lines("a: |", "  b", "", "c: 1", "d: 1"),
  ],
  [
    "behind a block scalar that keeps its lines",
    lines("a:", "  b: |+", "    c", "", "", "d: 1"),
    ["a"],
    "e: 1",
    lines("a:", "  b: |+", "    c", "", "", "  e: 1", "d: 1"),
  ],
  ["at the end of a file without line break", "a: 1", [], "b: 2", "a: 1\nb: 2"],
  [
    "with the line breaks of Windows",
    "a:\r\n  b: 1\r\nc: 1\r\n",
    ["a"],
    "d: 1\ne: 2",
    "a:\r\n  b: 1\r\n  d: 1\r\n  e: 2\r\nc: 1\r\n",
  ],
  [
    "into a document that says nothing",
    "# why\n",
    ["rules"],
    "a: off",
    "# why\nrules:\n  a: off\n",
  ],
  [
    "into an item without text",
    lines("- a: 1", "-", "- b: 1"),
    [1],
    "c: 1\nd: 2",
    lines("- a: 1", "- c: 1", "  d: 2", "- b: 1"),
  ],
  ["into an item of empty braces", "- {}\n", [0], "c: 1\nd: 2", "- { c: 1, d: 2 }\n"],
  ["into text", "a: b\n", ["a"], "- c", undefined],
  ["into a list by name", lines("a:", "  - b"), ["a", "c"], "d", undefined],
] as const)("insert: %s", ([, text, path, added, expected]) => {
  expect(after(text, [{ insert: path, text: added }])).toBe(expected);
});

test("several insertions keep their order", () => {
  const wishes = ["b", "c"].map((text) => ({ insert: ["a"], text }));
  expect(after("a:\n  - x\n", wishes)).toBe(lines("a:", "  - x", "  - b", "  - c"));
});

test("places count from the start of the file", () => {
  const text = lines("a: 1", "---", "b: 1", "c: 2");
  expect(after(text, [{ remove: ["b"] }], 1)).toBe(lines("a: 1", "---", "c: 2"));
});

test("files that are made or moved are handed on", () => {
  const view = viewOf(emptyWorkspace(catalogue));
  expect(
    editsOf(view, [
      { type: "create", path: "a.yaml", text: "a" },
      { type: "move", from: "b.yaml", to: "c.yaml" },
    ]),
  ).toMatchObject({
    edits: [],
    creates: [{ path: "a.yaml", text: "a" }],
    moves: [{ from: "b.yaml", to: "c.yaml" }],
  });
});
