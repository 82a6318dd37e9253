import { expect, test } from "vitest";
import { objectsOf, told } from "../../kustomize/built.ts";

const HEAD = "kind: A\nmetadata: {name: a}\n";

/** Recorded from kustomize 5.8.1; two lines stand above. */
test.for([
  ["a: b: c", "line 3: mapping values are not allowed in this context"],
  ["a:\n  b: 1\n   c: 2", "line 5: mapping values are not allowed in this context"],
  ["a:\n    b: 1\n  c: 2", "line 4: did not find expected key"],
  ["a:\n  b: 1\n  c\n  d: 2", "line 5: could not find expected ':'"],
  ["a:\n  b:1\n  d: 2", "line 5: mapping values are not allowed in this context"],
  ["a: @b", "line 3: found character that cannot start any token"],
  ["a:\n\tb: 1", "line 4: found character that cannot start any token"],
  ["a: b\n\tc: 1", "line 3: found a tab character that violates indentation"],
  ['a: "b', "line 3: found unexpected end of stream"],
  ['a: "\\q"', "line 3: found unknown escape character"],
  ["a: [b", "line 2: did not find expected ',' or ']'"],
  ["a: {b: 1\nc: 2", "line 2: did not find expected ',' or '}'"],
  ["a: [", "line 3: did not find expected node content"],
  ["a: - b", "line 3: block sequence entries are not allowed in this context"],
  ["a: |x", "line 3: did not find expected comment or line break"],
  ["a:\n- b\n  c: 1\n- d\n e: 2", "line 5: mapping values are not allowed in this context"],
  ["a:\n  - b: 1\n  c: 2", "line 3: did not find expected '-' indicator"],
] as const)("%j", ([text, error]) => {
  expect(told(() => String(objectsOf(`${HEAD}${text}\n`).length))).toBe(
    `error: MalformedYAMLError: yaml: ${error}`,
  );
});
