import { expect, test } from "vitest";
import { selectionRanges } from "../../../server/engine/features/selectionRanges.ts";
import { dedented, readScene } from "../../support/features.ts";

/** The selected texts, from the word outwards, line breaks as ⏎. */
function expectSelections(source: string, expected: string): void {
  const { files, workspace, cursor } = readScene(source);
  const text = files.get(cursor.path) ?? "";
  const found = selectionRanges(workspace, cursor).map(({ start, end }) =>
    text.slice(start, end).replaceAll(/\n\s*/g, "⏎"),
  );
  expect(found.join("\n")).toBe(dedented(expected));
}

test("from the word to the file", () => {
  expectSelections(
    `
    a: 1
    ---
    spec:
      list:
        - name: "in<|>fra"
          x: 1
    `,
    `
    infra
    "infra"
    name: "infra"
    name: "infra"⏎x: 1
    - name: "infra"⏎x: 1
    list:⏎- name: "infra"⏎x: 1
    spec:⏎list:⏎- name: "infra"⏎x: 1
    ---⏎spec:⏎list:⏎- name: "infra"⏎x: 1
    ---⏎spec:⏎list:⏎- name: "infra"⏎x: 1⏎
    a: 1⏎---⏎spec:⏎list:⏎- name: "infra"⏎x: 1⏎
    `,
  );
});

test("a key", () => {
  expectSelections(
    "a: { b<|>c: [1, 2] }",
    `
    bc
    bc: [1, 2]
    { bc: [1, 2] }
    a: { bc: [1, 2] }
    a: { bc: [1, 2] }⏎
    `,
  );
});

test("an item in brackets", () => {
  expectSelections(
    "a: [10, 2<|>0]",
    `
    20
    [10, 20]
    a: [10, 20]
    a: [10, 20]⏎
    `,
  );
});

test("where nothing is", () => {
  expectSelections("a: 1\n\n\n# com<|>ment", "a: 1⏎# comment\na: 1⏎# comment⏎");
});
