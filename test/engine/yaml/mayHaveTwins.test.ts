import fc from "fast-check";
import { expect, test } from "vitest";
import { mayHaveTwins } from "../../../server/engine/yaml/mayHaveTwins.ts";
import { scalarNode } from "../../../server/engine/yaml/nodes.ts";

const entriesOf = (keys: readonly string[]) =>
  keys.map((key) => ({ key: scalarNode(0, 0, "plain", key, key, undefined), value: undefined }));

test("keys that stand twice are never missed", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 12 }), fc.nat(), (keys, at) => {
      expect(mayHaveTwins(entriesOf([...keys, keys[at % keys.length] ?? ""]))).toBe(true);
    }),
  );
});

test("the keys of common objects are told apart at first sight", () => {
  for (const keys of [
    ["apiVersion", "kind", "metadata", "spec"],
    ["name", "namespace", "labels", "annotations"],
    ["name", "image", "ports", "env", "resources"],
  ]) {
    expect(mayHaveTwins(entriesOf(keys))).toBe(false);
  }
});
