import fc from "fast-check";
import { type Spelt, spelt, type Value } from "./value.ts";

/** Absent `weight` times as often as there; shrinks to absent. */
export const rarely = <T>(
  weight: number,
  arbitrary: fc.Arbitrary<T>,
): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary },
  );

/** There as often as absent. */
export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  rarely(1, arbitrary);

/** A number that chooses among things known only later. */
export const seed: fc.Arbitrary<number> = fc.nat(997);

/** The thing that a number chooses. */
export const chosen = <T>(list: readonly T[], number: number): T | undefined =>
  list[number % Math.max(1, list.length)];

/** Names of objects: few, so that references hit. */
export const objectName: fc.Arbitrary<string> = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom("app", "web", "db", "cache") },
  { weight: 1, arbitrary: fc.constantFrom("1", "true", "a.b", "0644", "on", "1e3", "2020-01-01") },
);

export const namespaceName: fc.Arbitrary<string> = fc.constantFrom("one", "two", "default");

export const labelKey: fc.Arbitrary<string> = fc.constantFrom(
  "app",
  "tier",
  "env",
  "app.kubernetes.io/name",
  "example.com/a-b",
);

/** What people write into labels and annotations, as strings. */
export const labelText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("web", "db", "a", "prod", "v1.2") },
  { weight: 1, arbitrary: fc.constantFrom("true", "1", "", "0755", "no", "1.0", "null", "a-b_c") },
);

/** How a YAML file can say a scalar: each of these was read wrongly by somebody once. */
export const spellings: readonly string[] = [
  ..."yes no on off y n Y N Yes NO ~ null Null NULL true True TRUE false .inf -.inf .nan".split(
    " ",
  ),
  ..."0 -0 +5 -7 007 0644 -0644 0o644 0x1F 0X1f 0b11 1_000 0_1 08 1__0 +0x1F -0b1 0b2 0o8".split(
    " ",
  ),
  ..."1.0 1.5 .5 5. -0.0 1e3 1E3 1e-7 1e+20 1e21 1e400 123456.789 0.00001 1_0.5 1.e2 +.5".split(
    " ",
  ),
  ..."9223372036854775807 9223372036854775808 18446744073709551615 18446744073709551616".split(" "),
  ..."-9223372036854775808 -9223372036854775809 123456789012345678901234 1234567.5 100000.5".split(
    " ",
  ),
  ..."2020-01-01 2020-1-1 2020-01-01T10:00:00Z 2020-01-01t10:00:00.5+02:00 12:30:45 1:2 20:59".split(
    " ",
  ),
  "2020-01-01 10:00:00",
  "2020-01-01 10:00:00 +2",
  ..."= <<x =x a=b a:b a#b -a ?a :a 1a 1-2 1.2.3 10.0.0.0/8 100m 1Gi v1 .5a _1 _ __ + - . .. ...a".split(
    " ",
  ),
  ...["'1'", '"1"', "'yes'", '"null"', "''", '""', "'it''s'", '"a\\tb"', '"\\u00e9"', '"\\x41\\n"'],
  ...[
    '"\\U0001F600"',
    '"\\0"',
    '"\\e[0m"',
    '"\\N\\_\\L\\P"',
    '"a \\"quoted\\" b"',
    "'a: b'",
    "'# a'",
  ],
  ...[
    "'a #b'",
    "' a'",
    "'a '",
    '"a\\n"',
    '"\\na"',
    '"a\\n\\n"',
    '"a \\nb"',
    '"a\\n b"',
    '"\\r\\n"',
  ],
  ...["!!str 5", "!!str yes", "!!int '7'", "!!float 3", "!!bool 'true'", "!custom x", "! 5"],
  ...["!!binary aGVsbG8=", "!!null ''", "a b", "é", "日本", "a'b", 'a"b'],
  ...["{}", "[]", "{a: 1}", "[1, 'x']", "'@a'", "'%a'", "'`a'", "'|'"],
];

const WORDS =
  "lorem ipsum  dolor sit: amet #consectetur 'adipiscing' elit -- sed do, eiusmod [tempor]";

const blocks: readonly Spelt[] = [
  spelt("|", "one", "two"),
  spelt("|-", "one", "two"),
  spelt("|+", "one", "", ""),
  spelt("|2-", "  one", "two"),
  spelt(">", "one", "two", "", "three"),
  spelt(">-", "one", "  more", "two"),
  spelt("|", "#!/bin/sh", 'echo "$A"', "", "  done"),
  spelt("|", "trailing ", "space"),
  spelt("|", "\ttab"),
  spelt("|", "key: value", "list:", "- 1"),
  spelt("|", '{"a": [1, 2], "b": {"c": "d"}}'),
];

/** Text that is longer than a line of output, so that it may be folded. */
const longText: fc.Arbitrary<string> = fc
  .tuple(
    fc.integer({ min: 60, max: 140 }),
    fc.nat(12),
    fc.constantFrom(WORDS, "word ", "a, b: ", "1 "),
  )
  .map(([length, from, words]) => words.repeat(40).slice(from, from + length));

const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ maxLength: 6, unit: "grapheme" }),
  fc.string({
    maxLength: 8,
    unit: fc.constantFrom(
      ..."a 1-:#'\"\n\t,.{[&*!|>%@`?~=".split(""),
      "\u2028",
      "\ufeff",
      "\u00a0",
    ),
  }),
);

/** Any scalar at all: how it is written, what it says. */
export const oddScalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("a", "web", "two words", 1, true, 0, false) },
  { weight: 5, arbitrary: fc.constantFrom(...spellings).map((it) => spelt(it)) },
  { weight: 1, arbitrary: fc.constantFrom(...blocks) },
  { weight: 2, arbitrary: anyText },
  { weight: 1, arbitrary: longText },
);

/** As `oddScalar`, but always read as a string. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "web", "two words", "1", "true", "", "yes") },
  { weight: 2, arbitrary: anyText },
  { weight: 1, arbitrary: longText },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "a\nb\n",
      "a\nb",
      "a\n\n",
      "\na",
      " a\n",
      '{"a": 1}\n',
      "a: 1\nb: x\n",
    ),
  },
);

/** Free-form keys. Digits never begin with 0: kustomize's own order of such keys varies from run to run (§23.1). */
export const fieldKey: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("a", "b", "c", "key", "name", "value", "spec") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "a-b",
      "a.b",
      "a/b",
      "a_b",
      "a1",
      "a2",
      "a10",
      "aB",
      "ab",
      "A",
      "k8s.io/x",
      "k10s",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "1",
      "true",
      "two words",
      "é",
      "y",
      "",
      "a:b",
      "~",
      "<<x",
      "x".repeat(140),
    ),
  },
);

/** Free-form data of a few levels. */
export const tree: fc.Arbitrary<Value> = fc.letrec<{ tree: Value }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 3, arbitrary: oddScalar },
    { weight: 1, arbitrary: fc.array(tie("tree"), { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.dictionary(fieldKey, tie("tree"), { maxKeys: 4 }) },
  ),
})).tree;

/** Something to be put where a scalar, map or list stands. */
export const newValue: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: oddScalar },
  { weight: 1, arbitrary: tree },
);
