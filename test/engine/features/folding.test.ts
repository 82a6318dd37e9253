import { expect, test } from "vitest";
import { folding } from "../../../server/engine/features/folding.ts";
import { fileAt } from "../../../server/engine/workspace.ts";
import { dedented, workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";

/** Each fold as its first and its last line. */
function foldsOf(source: string): string {
  const { files } = readFixture(source);
  const workspace = workspaceOf(files);
  const [path = "", text = ""] = [...files][0] ?? [];
  const file = fileAt(workspace, path);
  return (file ? folding(workspace, file) : [])
    .map(({ span, kind }) => {
      const lines = text.slice(span.start, span.end).split("\n");
      return `${kind}: ${lines[0]?.trim()} … ${lines.at(-1)?.trim()}`;
    })
    .join("\n");
}

const expectFolds = (source: string, expected: string): void =>
  expect(foldsOf(source)).toBe(dedented(expected));

test("mappings, lists under their key, and items", () => {
  expectFolds(
    `
    metadata:
      name: a
    spec:
      one: 1
      list:
      - name: x
        value: 1
      - y
      deep:
        - a: 1
    `,
    `
    block: metadata: … name: a
    block: spec: … - a: 1
    block: list: … - y
    block: - name: x … value: 1
    block: deep: … - a: 1
    `,
  );
});

test("documents where there are several", () => {
  expectFolds(
    `
    # of the first
    a:
      b: 1
    ---
    c: 1
    d: 2

    ---
    e: 1
    `,
    `
    document: # of the first … b: 1
    document: --- … d: 2
    document: --- … e: 1
    block: a: … b: 1
    `,
  );
});

test("runs of comments, but not what only looks like one", () => {
  expectFolds(
    `
    # one
    # two

    # alone
    script: |
      # not
      # these
      echo
    list:
      - text: >-
          # nor
          # these
        more: 1
      # but
      # these
      - x
    `,
    `
    comment: # one … # two
    comment: # but … # these
    block: script: | … echo
    block: list: … - x
    block: - text: >- … more: 1
    `,
  );
});

test("text that is no YAML folds too, and nothing folds in nothing", () => {
  expectFolds("a: [\n  b\n  }: c\nd", "block: a: [ … }: c");
  expect(foldsOf("")).toBe("");
});

test("line ends of another system do not matter", () => {
  expect(foldsOf("a:\r\n  b: 1\r\n")).toBe("block: a: … b: 1");
});
