import { describe, expect, test } from "vitest";
import { drawMarks } from "./drawMarks.ts";
import { readFixture } from "./fixture.ts";

const filesOf = (source: string) => Object.fromEntries(readFixture(source).files);
const drawn = (source: string) => {
  const { files, marks } = readFixture(source);
  return drawMarks(files, marks);
};

describe("files", () => {
  test("a text without a name is file.yaml, and loses its common indentation", () => {
    expect(
      filesOf(`
        kind: Service
        metadata:
          name: face
      `),
    ).toEqual({ "file.yaml": "kind: Service\nmetadata:\n  name: face\n" });
  });

  test("each #- line starts a file; blank lines between stay", () => {
    expect(
      filesOf(`
        #- a/b.yaml
        a: 1

        #- with space.yaml
        #- c.yaml
        c: 3
      `),
    ).toEqual({ "a/b.yaml": "a: 1\n\n", "with space.yaml": "", "c.yaml": "c: 3\n" });
  });

  test("text before the first #- line is kept as file.yaml", () => {
    expect(filesOf("a: 1\n#- b.yaml\nb: 2")).toEqual({
      "file.yaml": "a: 1\n",
      "b.yaml": "b: 2\n",
    });
  });

  test("a path that is there twice is a mistake in the test", () => {
    expect(() => readFixture("#- a.yaml\n#- a.yaml\n")).toThrow("two files called a.yaml");
  });

  test("nothing is one empty file", () => {
    expect(filesOf("")).toEqual({ "file.yaml": "" });
  });
});

describe("the cursor", () => {
  test("is found and taken out", () => {
    const { files, cursor } = readFixture("#- a.yaml\na: 1\n#- b.yaml\nkind: Ser<|>vice\n");
    expect(files.get("b.yaml")).toBe("kind: Service\n");
    expect(cursor).toEqual({ path: "b.yaml", offset: 9 });
  });

  test("may stand at the very end", () => {
    expect(readFixture("a: <|>").cursor).toEqual({ path: "file.yaml", offset: 3 });
  });

  test("is not doubled", () => {
    expect(() => readFixture("a: <|>\nb: <|>")).toThrow("two cursors");
    expect(() => readFixture("a: <|>\n#- b.yaml\n<|>")).toThrow("in file.yaml and in b.yaml");
  });
});

describe("marks", () => {
  test("carets mark what stands above them, and stay in the text", () => {
    const source = "a: one two\n#      ^^^ second word\n# a comment\n";
    const { files, marks } = readFixture(source);
    expect(files.get("file.yaml")).toBe(source);
    expect(marks).toEqual([
      { path: "file.yaml", span: { start: 7, end: 10 }, label: "second word" },
    ]);
  });

  test("several lines of carets mark the same line", () => {
    expect(
      drawn(`
        #- a.yaml
        a: one two
        #  ^^^ first
        #      ^^^ second: with ^ in it
      `),
    ).toBe(
      [
        "a.yaml:1",
        "  a: one two",
        "     ^^^ first",
        "a.yaml:1",
        "  a: one two",
        "         ^^^ second: with ^ in it",
      ].join("\n"),
    );
  });

  test("an arrow marks the first word, for carets cannot stand under the hash", () => {
    expect(drawn("kind: Service\n#<- kind")).toBe("file.yaml:1\n  kind: Service\n  ^^^^ kind");
    expect(drawn("- app.yaml\n#<- entry")).toBe("file.yaml:1\n  - app.yaml\n    ^^^^^^^^ entry");
  });

  test("dots say that the range goes on", () => {
    expect(drawn("spec:\n  a: 1\n# ^^^^... two lines\n  b: 2")).toBe(
      "file.yaml:2\n    a: 1\n    ^^^^... two lines",
    );
  });

  test("a mark needs no label", () => {
    expect(readFixture("name: x\n#     ^").marks).toEqual([
      { path: "file.yaml", span: { start: 6, end: 7 }, label: "" },
    ]);
  });

  test("carets stand under the text as written, cursor included", () => {
    const { files, marks } = readFixture(`
      a: in<|>fra x
      #       ^^^ behind the cursor
      #  ^^^^^^^^ around it
    `);
    expect(marks.map((it) => files.get(it.path)?.slice(it.span.start, it.span.end))).toEqual([
      "fra",
      "infra",
    ]);
  });

  test("inside a block scalar a mark does not stay", () => {
    const { files, marks } = readFixture(`
      patch: |
        name: face
      #~      ^^^^ the target
        size: <|>1
      other: face
      #      ^^^^ not this
    `);
    expect(files.get("file.yaml")).toBe(
      "patch: |\n  name: face\n  size: 1\nother: face\n#      ^^^^ not this\n",
    );
    expect(marks.map((it) => it.span)).toEqual([
      { start: 17, end: 21 },
      { start: 39, end: 43 },
    ]);
  });

  test("carets past the end of their line are a mistake in the test", () => {
    expect(() => readFixture("a: b\n#   ^^ nothing there")).toThrow("nothing there");
  });

  test("a file with CRLF has the same marks", () => {
    const { marks } = readFixture("a: b\r\n#  ^ it\r\n");
    expect(marks).toEqual([{ path: "file.yaml", span: { start: 3, end: 4 }, label: "it" }]);
  });
});

describe("drawing", () => {
  const files = new Map([
    ["b.yaml", "b: 1\nc: 2\n"],
    ["a.yaml", "a: 1\n"],
  ]);
  const mark = (path: string, start: number, end: number, label: string) => ({
    path,
    span: { start, end },
    label,
  });

  test("follows the order of files and places, whatever the order of marks", () => {
    const marks = [
      mark("a.yaml", 3, 4, "third"),
      mark("b.yaml", 8, 9, "second"),
      mark("b.yaml", 0, 1, "first"),
    ];
    expect(drawMarks(files, marks)).toBe(
      [
        "b.yaml:1\n  b: 1\n  ^ first",
        "b.yaml:2\n  c: 2\n     ^ second",
        "a.yaml:1\n  a: 1\n     ^ third",
      ].join("\n"),
    );
  });

  test("shows ranges over several lines, empty ones, and files that are not there", () => {
    const marks = [
      mark("b.yaml", 0, 9, "long"),
      mark("a.yaml", 4, 4, "empty"),
      mark("z.yaml", 0, 1, "lost"),
    ];
    expect(drawMarks(files, marks).split("\n")).toEqual([
      "z.yaml (no such file)",
      "  lost",
      "b.yaml:1",
      "  b: 1",
      "  ^^^^... long",
      "a.yaml:1",
      "  a: 1",
      "      | empty",
    ]);
  });
});
