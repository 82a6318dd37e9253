import { expect, test } from "vitest";
import { dedent, mistakesIn } from "./show.ts";

/** What a person is shown, and what is understood all the same. */
function expectMistakes(source: string, expected: string) {
  expect(mistakesIn(dedent(source))).toBe(dedent(expected));
}

test("a line without a colon", () => {
  expectMistakes(
    `
    spec:
      interval 10m
      path: ./x
    `,
    `
    line 2
        interval 10m
        ^^^^^^^^^^^^ This line has no colon: it is neither \`key: value\` nor \`- item\`.
    { spec: { interval 10m: nothing, path: "./x" } }
    `,
  );
  expectMistakes(
    `
    spec:
      path: ./x
      interval
    `,
    `
    line 3
        interval
        ^^^^^^^^ This line has no colon: it is neither \`key: value\` nor \`- item\`.
    { spec: { path: "./x", interval: nothing } }
    `,
  );
});

test("a space forgotten behind a colon or a dash", () => {
  expectMistakes(
    `
    spec:
      path:./x
      prune: true
    `,
    `
    line 2
        path:./x
            ^ A space is missing behind this colon.
    { spec: { path: "./x", prune: true } }
    `,
  );
  expectMistakes(
    `
    resources:
      - a.yaml
      -b.yaml
      - c.yaml
    namespace: x
    `,
    `
    line 3
        -b.yaml
        ^ A space is missing behind this dash.
    { resources: ["a.yaml", "b.yaml", "c.yaml"], namespace: "x" }
    `,
  );
});

test("keys that are not as deep as their neighbours", () => {
  expectMistakes(
    `
    spec:
      path: x
       prune: true
       wait: true
    kind: K
    `,
    `
    line 3
         prune: true
         ^^^^^ This line is indented by 3, its neighbours by 2.
    line 4
         wait: true
         ^^^^ This line is indented by 3, its neighbours by 2.
    { spec: { path: "x", prune: true, wait: true }, kind: "K" }
    `,
  );
  expectMistakes(
    `
    spec:
        path: x
      prune: true
    kind: K
    `,
    `
    line 3
        prune: true
        ^^^^^ This line is indented by 2, its neighbours by 4.
    { spec: { path: "x", prune: true }, kind: "K" }
    `,
  );
  expectMistakes(
    `
     kind: K
    metadata:
      name: x
    spec: 1
    `,
    `
    line 2
      metadata:
      ^^^^^^^^ This line is indented by 0, its neighbours by 1.
    { kind: "K", metadata: { name: "x" }, spec: 1 }
    `,
  );
  expectMistakes(
    `
    a:
      - name: x
       value: y
      - name: z
    b: 1
    `,
    `
    line 3
         value: y
         ^^^^^ This line is indented by 3, its neighbours by 4.
    { a: [{ name: "x", value: "y" }, { name: "z" }], b: 1 }
    `,
  );
  expectMistakes(
    `
    a:
      - name: x
         value: y
      - name: z
    b: 1
    `,
    `
    line 3
           value: y
           ^^^^^ This line is indented by 5, its neighbours by 4.
    { a: [{ name: "x", value: "y" }, { name: "z" }], b: 1 }
    `,
  );
});

test("list items that are not as deep as their neighbours", () => {
  expectMistakes(
    `
    spec:
      a:
        - b
       - c
      d: 1
    e: 2
    `,
    `
    line 4
         - c
         ^ This line is indented by 3, its neighbours by 4.
    { spec: { a: ["b", "c"], d: 1 }, e: 2 }
    `,
  );
  expectMistakes(
    `
    a:
      - x: 1
        y: 2
       - x: 2
     - x: 3
    b: 1
    `,
    `
    line 4
         - x: 2
         ^ This line is indented by 3, its neighbours by 2.
    line 5
       - x: 3
       ^ This line is indented by 1, its neighbours by 2.
    { a: [{ x: 1, y: 2 }, { x: 2 }, { x: 3 }], b: 1 }
    `,
  );
});

test("tabs", () => {
  expectMistakes(
    `
    spec:
    \tpath: x
    \tprune: true
    kind: K
    `,
    `
    line 2
      \tpath: x
      ^ This line is indented with a tab; YAML takes spaces only.
    line 3
      \tprune: true
      ^ This line is indented with a tab; YAML takes spaces only.
    { spec: { path: "x", prune: true }, kind: "K" }
    `,
  );
  expectMistakes(
    `
    spec:
      a: 1
    \tb: 2
      c: 3
    `,
    `
    line 3
      \tb: 2
       ^ This line is indented with a tab; YAML takes spaces only.
    { spec: { a: 1, b: 2, c: 3 } }
    `,
  );
});

test("quotes that are never closed", () => {
  expectMistakes(
    `
    a: "x
    b: 1 # note
    `,
    `
    line 1
      a: "x
         ^^ This quote is never closed.
    { a: "x", b: 1 }
    `,
  );
  expectMistakes(
    `
    a: 'x
    b: 'y'
    c: 1
    `,
    `
    line 1
      a: 'x
         ^^ This quote is never closed.
    { a: "x", b: "y", c: 1 }
    `,
  );
  expectMistakes(
    `
    a: "
    b: 1
    `,
    `
    line 1
      a: "
         ^ This quote is never closed.
    { a: nothing, b: 1 }
    `,
  );
  expectMistakes(
    `
    a: 'it''
    b: 1
    `,
    `
    line 1
      a: 'it''
         ^^^^^ This quote is never closed.
    { a: "it''", b: 1 }
    `,
  );
});

test("brackets that are never closed, or never opened", () => {
  expectMistakes(
    `
    a:
      - [x, y
      - z
    b: {x: 1
    c: 1
    `,
    `
    line 2
        - [x, y
          ^^^^^ This \`[\` is never closed.
    line 4
      b: {x: 1
         ^^^^^ This \`{\` is never closed.
    { a: [["x", "y"], "z"], b: { x: 1 }, c: 1 }
    `,
  );
  expectMistakes(
    `
    a: [x, y}
    b: ]
    c: 1
    `,
    `
    line 1
      a: [x, y}
         ^^^^^^ This \`[\` is never closed.
    line 2
      b: ]
         ^ This \`]\` closes nothing.
    { a: ["x", "y"], b: nothing, c: 1 }
    `,
  );
});

test("values that need quotes", () => {
  expectMistakes(
    `
    message: error: no such file
    b: 1
    `,
    `
    line 1
      message: error: no such file
               ^ A second \`key:\` on one line: put the whole value in quotes, or start a new line.
    { message: "error: no such file", b: 1 }
    `,
  );
  expectMistakes(
    `
    a: @x
    b: \`c\`
    c: %d
    d: 1
    `,
    `
    line 1
      a: @x
         ^ A value cannot start with \`@\`; put the whole value in quotes.
    line 2
      b: \`c\`
         ^ A value cannot start with a backquote; put the whole value in quotes.
    line 3
      c: %d
         ^ A value cannot start with \`%\`; put the whole value in quotes.
    { a: "@x", b: "\`c\`", c: "%d", d: 1 }
    `,
  );
  expectMistakes(
    `
    a: 'x' y
    b: 1
    `,
    `
    line 1
      a: 'x' y
             ^ The value has ended before this; put the whole value in quotes.
    { a: "x", b: 1 }
    `,
  );
  expectMistakes(
    `
    a: "\\d+"
    b: 1
    `,
    `
    line 1
      a: "\\d+"
          ^ This escape is not known in double quotes: write \`\\\\\` for a backslash, or use single quotes.
    { a: "\\\\d+", b: 1 }
    `,
  );
});

test("lists and keys side by side", () => {
  expectMistakes(
    `
    a: - x
    b: 1
    `,
    `
    line 1
      a: - x
         ^ A list cannot start on the line of its key; start a new line.
    { a: nothing, b: 1 }
    `,
  );
  expectMistakes(
    `
    - a
    b: 1
    c: 2
    `,
    `
    line 2
      b: 1
      ^ This line does not belong to what stands above it.
    { b: 1, c: 2 }
    `,
  );
  expectMistakes(
    `
    a: 1
    - b
    c: 2
    `,
    `
    line 2
      - b
      ^ A list item cannot stand among the keys of a mapping.
    { a: 1, c: 2 }
    `,
  );
});

test("brackets with something missing or too much in them", () => {
  expectMistakes(
    `
    a: [x,, y]
    `,
    `
    line 1
      a: [x,, y]
            ^ There is a comma too many here.
    { a: ["x", "y"] }
    `,
  );
  expectMistakes(
    `
    a: [{x: 1} {y: 2}]
    b: 1
    `,
    `
    line 1
      a: [{x: 1} {y: 2}]
                 ^ A comma is missing before this.
    { a: [{ {x: 1}: 2 }], b: 1 }
    `,
  );
});

test("headers of block texts", () => {
  expectMistakes(
    `
    a: |x
      b
    c: 1
    `,
    `
    line 1
      a: |x
          ^ Behind \`|\` or \`>\` stand only \`+\` or \`-\` and one digit.
    { a: "b\\n", c: 1 }
    `,
  );
});

test("markers and directives", () => {
  expectMistakes(
    `
    --- a: 1
    b: 2
    `,
    `
    line 1
      --- a: 1
          ^ The first key or item stands below the \`---\`, not behind it.
    { a: 1, b: 2 }
    `,
  );
  expectMistakes(
    `
    %YAML 1.2
    a: 1
    `,
    `
    line 2
      a: 1
      ^ A \`---\` line is missing below the directives.
    { a: 1 }
    `,
  );
});

test("anchors, aliases and tags", () => {
  expectMistakes(
    `
    a: *nobody
    b: 1
    `,
    `
    line 1
      a: *nobody
         ^^^^^^^ No anchor \`&nobody\` stands above this alias, so it means nothing.
    { a: *nobody, b: 1 }
    `,
  );
  expectMistakes(
    `
    a: &x &y 1
    b: & 2
    c: !!str !!int 1
    `,
    `
    line 1
      a: &x &y 1
            ^^ A value takes one anchor only.
    line 2
      b: & 2
         ^ A name is missing behind this \`&\`.
    line 3
      c: !!str !!int 1
               ^^^^^ A value takes one tag only.
    { a: 1, b: 2, c: 1 }
    `,
  );
  expectMistakes(
    `
    a: &x *x
    b: &y [*y]
    `,
    `
    line 1
      a: &x *x
            ^^ No anchor \`&x\` stands above this alias, so it means nothing.
    line 2
      b: &y [*y]
             ^^ No anchor \`&y\` stands above this alias, so it means nothing.
    { a: *x, b: [*y] }
    `,
  );
});

test("keys that stand twice are both kept", () => {
  expectMistakes(
    `
    a: 1
    b: 2
    a: 3
    `,
    `
    line 3
      a: 3
      ^ Key \`a\` stands twice in this mapping: most readers refuse that, others drop one. Keep one.
    { a: 1, b: 2, a: 3 }
    `,
  );
  expectMistakes(
    `
    a: {x: 1, x: 2}
    <<: {}
    <<: {}
    `,
    `
    line 1
      a: {x: 1, x: 2}
                ^ Key \`x\` stands twice in this mapping: most readers refuse that, others drop one. Keep one.
    line 3
      <<: {}
      ^^ Key \`<<\` stands twice in this mapping: most readers refuse that, others drop one. Keep one.
    { a: { x: 1, x: 2 }, <<: {  }, <<: {  } }
    `,
  );
});

test("Helm templates, of which something can be known", () => {
  expectMistakes(
    `
    {{- if .Values.x }}
    kind: K
    spec:
      a: 1
    {{- end }}
    `,
    `
    line 1
      {{- if .Values.x }}
        ^^ In brackets this needs a comma before it, or quotes around it.
    line 2
      kind: K
      ^^^^ This line does not belong to what stands above it.
    line 5
      {{- end }}
      ^^^^^^^^^^ This line has no colon: it is neither \`key: value\` nor \`- item\`.
    { kind: "K", spec: { a: 1 }, {{- end }}: nothing }
    `,
  );
});

test("mistakes in one document leave the others alone", () => {
  expectMistakes(
    `
    a: b: c
    ---
    b: 1
    ---
    c: 1
    c: 2
    `,
    `
    line 1
      a: b: c
         ^ A second \`key:\` on one line: put the whole value in quotes, or start a new line.
    line 6
      c: 2
      ^ Key \`c\` stands twice in this mapping: most readers refuse that, others drop one. Keep one.
    { a: "b: c" }
    { b: 1 }
    { c: 1, c: 2 }
    `,
  );
});
