import { expect, test } from "vitest";
import type { BuiltObject, Track } from "../../../server/engine/kustomize/built.ts";
import { eachChanged } from "../../../server/engine/kustomize/eachChanged.ts";
import {
  withCause,
  withEntries,
  withField,
  withItems,
} from "../../../server/engine/kustomize/tree.ts";
import { withTrack } from "../../../server/engine/kustomize/withTrack.ts";
import type { Mapping, Node, Scalar, Sequence } from "../../../server/engine/node.ts";
import type { Origin } from "../../../server/engine/origin.ts";

const span = { start: 1, end: 2 };
const from = { path: "a.yaml" } as Origin;
const elsewhere = { from: { path: "b.yaml" } as Origin, span: { start: 7, end: 9 } };

const scalar = (text: string): Scalar => ({
  kind: "scalar",
  span,
  style: "plain",
  text,
  value: text,
  from,
});
const entry = (key: string) => ({ key: scalar(key), value: scalar(`${key}'s`) });
const mapping: Mapping = { kind: "mapping", span, flow: true, entries: [entry("a")], from };
const list: Sequence = { kind: "sequence", span, flow: true, items: [scalar("a")], from };

/** Nodes as builds make them, and as parsers leave them: with marks, or without an origin. */
const { from: _, ...parsed } = mapping;
test.for([
  ["a built one", mapping],
  ["one that was parsed", parsed],
  ["one with an anchor and a tag", { ...mapping, anchor: "x", tag: "!!map" }],
] as const)("other entries leave the rest of a mapping as it is: %s", ([, node]) => {
  const entries = [entry("b"), entry("c")];
  expect(withEntries(node, entries)).toStrictEqual({ ...node, entries });
});

test.for([
  ["a built one", list],
  ["one with an anchor and a tag", { ...list, anchor: "x", tag: "!!seq" }],
] as const)("other items leave the rest of a list as it is: %s", ([, node]) => {
  expect(withItems(node, [])).toStrictEqual({ ...node, items: [] });
});

test.for<readonly [string, Node]>([
  ["a mapping", mapping],
  ["a list", list],
  ["a text", scalar("a")],
  ["a text with a tag", { ...scalar("a"), tag: "!!str" }],
])("another origin leaves the rest as it is: %s", ([, node]) => {
  expect(withCause(node, elsewhere)).toStrictEqual({ ...node, ...elsewhere });
});

test("a field is set in its place, or at the end", () => {
  const value = scalar("new");
  const keys = (it: Mapping) => it.entries.map(({ key, value }) => [key.text, value]);
  const two = withEntries(mapping, [entry("a"), entry("b")]);
  expect(keys(withField(two, "a", value, elsewhere))).toStrictEqual([
    ["a", value],
    ["b", two.entries[1]?.value],
  ]);
  expect(keys(withField(two, "c", value, elsewhere))).toStrictEqual([...keys(two), ["c", value]]);
  expect(withField(mapping, "a", mapping.entries[0]?.value as Node, elsewhere)).toBe(mapping);
});

test("a list of which no part changes is the same list; another one leaves it alone", () => {
  const numbers = [1, 2, 3];
  expect(eachChanged(numbers, (it) => it)).toBe(numbers);
  expect(eachChanged(numbers, (it) => (it === 2 ? 20 : it))).toStrictEqual([1, 20, 3]);
  expect(numbers).toStrictEqual([1, 2, 3]);
});

test.for<readonly [string, Partial<Track>]>([
  ["with what is always there", {}],
  ["with the rare fields", { vars: ["V"], clusterScoped: true }],
])("what is remembered besides the identity stays, %s", ([, rare]) => {
  const track: Track = {
    ...{ past: [], prefixes: [], suffixes: ["s"], behavior: "merge", needsHash: true },
    ...rare,
  };
  const object = { node: mapping, began: {}, steps: [], track } as unknown as BuiltObject;
  const more = { past: [], prefixes: ["p"], suffixes: ["s"] };
  expect(withTrack(object, more)).toStrictEqual({ ...object, track: { ...track, ...more } });
});
