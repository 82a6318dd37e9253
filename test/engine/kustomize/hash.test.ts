import { expect, test } from "vitest";
import { contentHash } from "../../../server/engine/kustomize/hash.ts";
import { objectsOf } from "../../kustomize/built.ts";

/** Recorded from kustomize 5.8.1, of manifests that ask for a hash. */
test.for([
  ["kind: ConfigMap\ndata: null", "g886t7dd28"],
  ["kind: ConfigMap\ndata: foo", "dbtkmgt2k2"],
  ["kind: ConfigMap\ndata: [a]", "dk855m5d49"],
  [
    'kind: ConfigMap\ndata: {a: 12345678901234567890, b: 1.50, c: ~, d: , e: true, f: {x: [1]}, g: "<&>\\u2028\\u0001"}\nbinaryData: {}',
    "7888m522tc",
  ],
  ["kind: ConfigMap\ndata:\nbinaryData: foo", "6ct58987ht"],
  ["kind: Secret\ntype: 5\ndata: {a: b}\nstringData:", "4b8hdk5fgg"],
  ["kind: Secret\ntype: Opaque\ndata: {a: Yg==}\nstringData: {c: d}", "m8htbh9bm6"],
] as const)("%s", ([text, hash]) => {
  const [object] = objectsOf(`apiVersion: v1\nmetadata: {name: n}\n${text}\n`);
  expect(object && contentHash(object.node)).toBe(hash);
});
