import { expect, test } from "vitest";
import { get, textOf } from "../../../server/engine/node.ts";
import { parsed } from "../../../server/engine/parsed.ts";
import { readBlock } from "../../../server/engine/yaml/block.ts";
import { parseDocument, parseLeniently } from "../../../server/engine/yaml.ts";
import { dedent, treeOf } from "./show.ts";

/** Both readers see this tree; spans are shown as the text that they cover. */
function expectTree(source: string, expected: string) {
  expectTreeOf(dedent(source), expected);
}

function expectTreeOf(text: string, expected: string) {
  const document = { text, inherited: undefined };
  const fast = readBlock(document)?.parsed;
  expect(fast && treeOf(text, fast), "the fast reader").toBe(dedent(expected).trimEnd());
  expect(parseLeniently(document), "the library").toEqual(fast);
}

/** Only the library understands this. */
function expectLibraryTree(source: string, expected: string) {
  const text = dedent(source);
  const document = { text, inherited: undefined };
  expect(readBlock(document)).toBeUndefined();
  expect(parseDocument(document).errors).toEqual([]);
  expect(treeOf(text, parseDocument(document))).toBe(dedent(expected).trimEnd());
}

test("a mapping reaches from its first key to the end of its last value", () => {
  expectTree(
    `
    # above
    spec:
      path: ./apps  # where

      prune: true
    kind:   Kustomization
    `,
    `
    mapping \`spec:⏎  path: ./apps  # where⏎⏎  prune: true⏎kind:   Kustomization\`
      \`spec\`: mapping \`path: ./apps  # where⏎⏎  prune: true\`
        \`path\`: plain \`./apps\`
        \`prune\`: plain \`true\` = true
      \`kind\`: plain \`Kustomization\`
    comment \`# above\`
    comment \`# where\`
    `,
  );
});

test("sequences: as deep as their key, deeper, inside one another, of compact mappings", () => {
  expectTree(
    `
    a:
    - x
    -
    - - y
      - z
    b:
        - name: n
          value: 1
        - # note
          name: m
    `,
    `
    mapping \`a:⏎- x⏎-⏎- - y⏎  - z⏎b:⏎    - name: n⏎      value: 1⏎    - # note⏎      name: m\`
      \`a\`: sequence \`- x⏎-⏎- - y⏎  - z\`
        - plain \`x\`
        - nothing
        - sequence \`- y⏎  - z\`
          - plain \`y\`
          - plain \`z\`
      \`b\`: sequence \`- name: n⏎      value: 1⏎    - # note⏎      name: m\`
        - mapping \`name: n⏎      value: 1\`
          \`name\`: plain \`n\`
          \`value\`: plain \`1\` = 1
        - mapping \`name: m\`
          \`name\`: plain \`m\`
    comment \`# note\`
    `,
  );
});

test("nothing behind a colon is nothing; a written null is a value", () => {
  expectTree(
    `
    a:
    b: # note
    c: null
    d: ~
    e: ""
    f:
    `,
    `
    mapping \`a:⏎b: # note⏎c: null⏎d: ~⏎e: ""⏎f:\`
      \`a\`: nothing
      \`b\`: nothing
      \`c\`: plain \`null\` = null
      \`d\`: plain \`~\` = null
      \`e\`: double \`""\` = ""
      \`f\`: nothing
    comment \`# note\`
    `,
  );
});

test.for([
  ["0", "0"],
  ["-0", "-0"],
  ["+12", "12"],
  ["012", "12"],
  ["0x1F", "31"],
  ["0o17", "15"],
  ["1.5", "1.5"],
  [".5", "0.5"],
  ["1.", "1"],
  ["-2.5E-3", "-0.0025"],
  ["1e3", "1000"],
  [".inf", "Infinity"],
  ["-.INF", "-Infinity"],
  [".NaN", "NaN"],
  ["true", "true"],
  ["FALSE", "false"],
  ["Null", "null"],
])("in the core schema, %s is %s", ([text, value]) => {
  expectTree(`a: ${text}`, `mapping \`a: ${text}\`\n  \`a\`: plain \`${text}\` = ${value}`);
});

test.for(
  "10m 1.2.3 0x 0o8 0b1 1_000 .e1 yes no off tRUE nULL -- a:b http://x:80/y a#b ${APP} ${A:=b} -x ?x :x <<".split(
    " ",
  ),
)("%s is text", (text) => {
  expectTree(`a: ${text}`, `mapping \`a: ${text}\`\n  \`a\`: plain \`${text}\``);
});

test("keys have values too", () => {
  expectTree(
    `
    1: a
    true: b
    "q k" : c
    's': d
    <<: e
    `,
    `
    mapping \`1: a⏎true: b⏎"q k" : c⏎'s': d⏎<<: e\`
      \`1\` = 1: plain \`a\`
      \`true\` = true: plain \`b\`
      \`"q k"\` = "q k": plain \`c\`
      \`'s'\` = "s": plain \`d\`
      \`<<\`: plain \`e\`
    `,
  );
});

test("quotes and escapes", () => {
  expectTree(
    String.raw`
    a: 'it''s # no comment'
    b: "tab\t, \"quote\", \x41\u00e9\U0001F600 \\ \/"
    c: "*/5 * * * *"
    `,
    String.raw`
    mapping ${"`"}a: 'it''s # no comment'⏎b: "tab\t, \"quote\", \x41\u00e9\U0001F600 \\ \/"⏎c: "*/5 * * * *"${"`"}
      ${"`a`"}: single ${"`"}'it''s # no comment'${"`"} = "it's # no comment"
      ${"`b`"}: double ${"`"}"tab\t, \"quote\", \x41\u00e9\U0001F600 \\ \/"${"`"} = "tab\t, \"quote\", Aé😀 \\ /"
      ${"`c`"}: double ${"`"}"*/5 * * * *"${"`"} = "*/5 * * * *"
    `,
  );
});

test("text over several lines is folded, quoted or not", () => {
  expectTree(
    String.raw`
    a: one
      two

      three
    b: 'one
      two''s'
    c: "one \
        two

      three"
    `,
    String.raw`
    mapping ${"`"}a: one⏎  two⏎⏎  three⏎b: 'one⏎  two''s'⏎c: "one \⏎    two⏎⏎  three"${"`"}
      ${"`a`"}: plain ${"`"}one⏎  two⏎⏎  three${"`"} = "one two\nthree"
      ${"`b`"}: single ${"`"}'one⏎  two''s'${"`"} = "one two's"
      ${"`c`"}: double ${"`"}"one \⏎    two⏎⏎  three"${"`"} = "one two\nthree"
    `,
  );
});

test("block texts end with their last visible character", () => {
  expectTree(
    `
    clip: |
      one
        two

    strip: |- # note
      one
    keep: |+
      one

    explicit: |2
        two
    folded: >-
      one
      two

      three
        deeper
      four
    empty: |
    last: >

      a
    `,
    String.raw`
    mapping ${"`"}clip: |⏎  one⏎    two⏎⏎strip: |- # note⏎  one⏎keep: |+⏎  one⏎⏎explicit: |2⏎    two⏎folded: >-⏎  one⏎  two⏎⏎  three⏎    deeper⏎  four⏎empty: |⏎last: >⏎⏎  a${"`"}
      ${"`clip`"}: literal ${"`"}|⏎  one⏎    two${"`"} = "one\n  two\n"
      ${"`strip`"}: literal ${"`"}|- # note⏎  one${"`"} = "one"
      ${"`keep`"}: literal ${"`"}|+⏎  one${"`"} = "one\n\n"
      ${"`explicit`"}: literal ${"`"}|2⏎    two${"`"} = "  two\n"
      ${"`folded`"}: folded ${"`"}>-⏎  one⏎  two⏎⏎  three⏎    deeper⏎  four${"`"} = "one two\nthree\n  deeper\nfour"
      ${"`empty`"}: literal ${"`"}|${"`"} = ""
      ${"`last`"}: folded ${"`"}>⏎⏎  a${"`"} = "\na\n"
    comment ${"`# note`"}
    `,
  );
});

test("what stands in a block text is no comment, no key and no anchor", () => {
  expectTree(
    `
    a: |
      # no comment
      key: &x *y
    b: 1
    `,
    `
    mapping \`a: |⏎  # no comment⏎  key: &x *y⏎b: 1\`
      \`a\`: literal \`|⏎  # no comment⏎  key: &x *y\` = "# no comment\\nkey: &x *y\\n"
      \`b\`: plain \`1\` = 1
    `,
  );
});

test("brackets and braces, on one line or several", () => {
  expectTree(
    `
    a: [x, 'y', "z", [], {}, 1,]
    b: { name: n, flag, empty: , "json":1, deep: { l: [ a b ] } }
    c: [
      x, # note
      { k: v,
        w: }
    ]
    `,
    `
    mapping \`a: [x, 'y', "z", [], {}, 1,]⏎b: { name: n, flag, empty: , "json":1, deep: { l: [ a b ] } }⏎c: [⏎  x, # note⏎  { k: v,⏎    w: }⏎]\`
      \`a\`: flow sequence \`[x, 'y', "z", [], {}, 1,]\`
        - plain \`x\`
        - single \`'y'\` = "y"
        - double \`"z"\` = "z"
        - flow sequence \`[]\`
        - flow mapping \`{}\`
        - plain \`1\` = 1
      \`b\`: flow mapping \`{ name: n, flag, empty: , "json":1, deep: { l: [ a b ] } }\`
        \`name\`: plain \`n\`
        \`flag\`: nothing
        \`empty\`: nothing
        \`"json"\` = "json": plain \`1\` = 1
        \`deep\`: flow mapping \`{ l: [ a b ] }\`
          \`l\`: flow sequence \`[ a b ]\`
            - plain \`a b\`
      \`c\`: flow sequence \`[⏎  x, # note⏎  { k: v,⏎    w: }⏎]\`
        - plain \`x\`
        - flow mapping \`{ k: v,⏎    w: }\`
          \`k\`: plain \`v\`
          \`w\`: nothing
    comment \`# note\`
    `,
  );
});

test("a dash alone in brackets is text, as it is to loaders of Flux", () => {
  expectTree(
    `
    a: [-]
    b: [-, &x -, [-, -]]
    c: {-: -, d: -}
    `,
    `
    mapping \`a: [-]⏎b: [-, &x -, [-, -]]⏎c: {-: -, d: -}\`
      \`a\`: flow sequence \`[-]\`
        - plain \`-\`
      \`b\`: flow sequence \`[-, &x -, [-, -]]\`
        - plain \`-\`
        - plain \`-\` &x
        - flow sequence \`[-, -]\`
          - plain \`-\`
          - plain \`-\`
      \`c\`: flow mapping \`{-: -, d: -}\`
        \`-\`: plain \`-\`
        \`d\`: plain \`-\`
    `,
  );
  expectLibraryTree(
    "a: ! 5\nb: [-, c]",
    `
    mapping \`a: ! 5⏎b: [-, c]\`
      \`a\`: plain \`5\` !
      \`b\`: flow sequence \`[-, c]\`
        - plain \`-\`
        - plain \`c\`
    `,
  );
});

test("anchors, aliases and merge keys", () => {
  expectTree(
    `
    metadata:
      name: &app web
    base: &base
      replicas: 1
    list: &list
    - *app
    more:
      <<: *base
      flow: [&f x, *f]
      items: *list
    `,
    `
    mapping \`metadata:⏎  name: &app web⏎base: &base⏎  replicas: 1⏎list: &list⏎- *app⏎more:⏎  <<: *base⏎  flow: [&f x, *f]⏎  items: *list\`
      \`metadata\`: mapping \`name: &app web\`
        \`name\`: plain \`web\` &app
      \`base\`: mapping \`replicas: 1\` &base
        \`replicas\`: plain \`1\` = 1
      \`list\`: sequence \`- *app\` &list
        - alias \`*app\` → plain \`web\` &app
      \`more\`: mapping \`<<: *base⏎  flow: [&f x, *f]⏎  items: *list\`
        \`<<\`: alias \`*base\` → mapping \`replicas: 1\` &base
        \`flow\`: flow sequence \`[&f x, *f]\`
          - plain \`x\` &f
          - alias \`*f\` → plain \`x\` &f
        \`items\`: alias \`*list\` → sequence \`- *app\` &list
    `,
  );
});

test("an alias as a key says what its target says, with or without a blank before the colon", () => {
  for (const key of ["*app :", "*app:"]) {
    const { root, errors } = parsed({
      text: `name: &app web\nmore:\n  ${key} 1\n  other: 2\n`,
      inherited: undefined,
    });
    expect(errors).toEqual([]);
    expect(textOf(get(get(root, "more"), "web"))).toBe("1");
    expect(textOf(get(get(root, "more"), "other"))).toBe("2");
  }
});

test("an alias means the nearest anchor above it", () => {
  expectTree(
    `
    a: &x 1
    b: *x
    c: &x 2
    d: *x
    `,
    `
    mapping \`a: &x 1⏎b: *x⏎c: &x 2⏎d: *x\`
      \`a\`: plain \`1\` = 1 &x
      \`b\`: alias \`*x\` → plain \`1\` = 1 &x
      \`c\`: plain \`2\` = 2 &x
      \`d\`: alias \`*x\` → plain \`2\` = 2 &x
    `,
  );
});

test.for([
  ["nothing", "", "nothing"],
  ["a marker alone", "---\n", "nothing"],
  ["comments alone", "# a\n\n  # b", "nothing\ncomment `# a`\ncomment `# b`"],
  ["a comment on the marker", "--- # a\nb: c\n", "mapping `b: c`\n  `b`: plain `c`\ncomment `# a`"],
  ["no final line break", "a: b", "mapping `a: b`\n  `a`: plain `b`"],
  ["an end marker", "a: b\n...\n# c\n", "mapping `a: b`\n  `a`: plain `b`\ncomment `# c`"],
  [
    "a byte-order mark",
    "\ufeffa: b\nc: d\n",
    "mapping `a: b⏎c: d`\n  `a`: plain `b`\n  `c`: plain `d`",
  ],
  ["a scalar", "hello\n", "plain `hello`"],
  [
    "blanks at the ends of lines",
    "a: b \nc: \n  - d\t\n",
    "mapping `a: b ⏎c: ⏎  - d`\n  `a`: plain `b`\n  `c`: sequence `- d`\n    - plain `d`",
  ],
] as const)("documents: %s", ([, text, expected]) => {
  expectTreeOf(text, expected);
});

test("carriage returns before line breaks belong to no value", () => {
  expectTreeOf(
    "a: b\r\nc: 'd\r\n  e'\r\nf: |\r\n  g\r\n  h\r\n# i\r\n",
    "mapping `a: b␍⏎c: 'd␍⏎  e'␍⏎f: |␍⏎  g␍⏎  h`\n" +
      "  `a`: plain `b`\n" +
      "  `c`: single `'d␍⏎  e'` = \"d e\"\n" +
      '  `f`: literal `|␍⏎  g␍⏎  h` = "g\\nh\\n"\n' +
      "comment `# i`",
  );
});

test("quotes and brackets may hold lines that are not deep enough, as loaders of Flux let them", () => {
  const text = "a:\n  b: 'one\n  two'\n  c: [x,\ny\n  ]\n";
  const document = { text, inherited: undefined };
  expect(parseDocument(document).errors).toEqual([]);
  expect(treeOf(text, parseDocument(document))).toBe(
    "mapping `a:⏎  b: 'one⏎  two'⏎  c: [x,⏎y⏎  ]`\n" +
      "  `a`: mapping `b: 'one⏎  two'⏎  c: [x,⏎y⏎  ]`\n" +
      "    `b`: single `'one⏎  two'` = \"one two\"\n" +
      "    `c`: flow sequence `[x,⏎y⏎  ]`\n" +
      "      - plain `x`\n" +
      "      - plain `y`",
  );
});

test("tags", () => {
  expectLibraryTree(
    `
    a: !!str 1
    b: !reference [x]
    c: !!binary |
      aGk=
    `,
    `
    mapping \`a: !!str 1⏎b: !reference [x]⏎c: !!binary |⏎  aGk=\`
      \`a\`: plain \`1\` !!str
      \`b\`: flow sequence \`[x]\` !reference
        - plain \`x\`
      \`c\`: literal \`|⏎  aGk=\` = "aGk=\\n" !!binary
    `,
  );
});

test("complex keys keep their text and say what they are; anchors on keys and pairs in brackets are known", () => {
  expectLibraryTree(
    `
    ? [x, y]
    : a
    ? b
    &k c: [d: *k]
    `,
    `
    mapping \`[x, y]⏎: a⏎? b⏎&k c: [d: *k]\`
      \`[x, y]\` !!seq: plain \`a\`
      \`b\`: nothing
      \`c\` &k: flow sequence \`[d: *k]\`
        - flow mapping \`d: *k\`
          \`d\`: alias \`*k\` → plain \`c\` &k
    `,
  );
});

test("directives", () => {
  expectLibraryTree(
    `
    %YAML 1.2 # a
    ---
    b: c
    `,
    `
    mapping \`b: c\`
      \`b\`: plain \`c\`
    comment \`# a\`
    `,
  );
});

test("keys behind question marks, as long ones are written, stand at the mark", () => {
  expectLibraryTree(
    `
    data:
      ? "a"
      : 1
      ? |
        b
      : x: 2
        y: 3
      c: 4
    `,
    `
    mapping \`data:⏎  ? "a"⏎  : 1⏎  ? |⏎    b⏎  : x: 2⏎    y: 3⏎  c: 4\`
      \`data\`: mapping \`"a"⏎  : 1⏎  ? |⏎    b⏎  : x: 2⏎    y: 3⏎  c: 4\`
        \`"a"\` = "a": plain \`1\` = 1
        \`|⏎    b\` = "b\\n": mapping \`x: 2⏎    y: 3\`
          \`x\`: plain \`2\` = 2
          \`y\`: plain \`3\` = 3
        \`c\`: plain \`4\` = 4
    `,
  );
});

test("an anchor or a tag before the first key of a value", () => {
  expectLibraryTree(
    `
    a:
      &x b: 1
      c: 2
    `,
    `
    mapping \`a:⏎  &x b: 1⏎  c: 2\`
      \`a\`: mapping \`b: 1⏎  c: 2\`
        \`b\` &x: plain \`1\` = 1
        \`c\`: plain \`2\` = 2
    `,
  );
});
