import { expect, test } from "vitest";
import type { BuiltObject } from "../../../server/engine/kustomize/built.ts";
import { idOf, keyOf } from "../../../server/engine/kustomize/id.ts";
import { integerOf } from "../../../server/engine/kustomize/numbers.ts";
import { isNull, plainNode, tagOf } from "../../../server/engine/kustomize/scalars.ts";
import { causeOf } from "../../../server/engine/kustomize/tree.ts";
import { objectsOf } from "../../kustomize/built.ts";

const [a, renamed, moved, otherKind, otherVersion, again] = objectsOf(`
apiVersion: v1
kind: ConfigMap
metadata: {name: a, namespace: n}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: b, namespace: n}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: b, namespace: m}
---
apiVersion: v1
kind: Secret
metadata: {name: b, namespace: m}
---
apiVersion: v2
kind: Secret
metadata: {name: b, namespace: m}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: a, namespace: n}
data: {k: v}
`) as [BuiltObject, BuiltObject, BuiltObject, BuiltObject, BuiltObject, BuiltObject];

test("objects that are asked one after the other are told apart by each part of their identity", () => {
  const keys = [a, renamed, moved, otherKind, otherVersion, a].map((it) => keyOf(idOf(it)));
  expect(keys).toEqual([
    "\nv1\nConfigMap\nn\na",
    "\nv1\nConfigMap\nn\nb",
    "\nv1\nConfigMap\nm\nb",
    "\nv1\nSecret\nm\nb",
    "\nv2\nSecret\nm\nb",
    "\nv1\nConfigMap\nn\na",
  ]);
});

test("a schema of the user's own decides the scope, whatever was asked before", () => {
  const scoped = { ...again, track: { ...again.track, clusterScoped: true } };
  const scopes = [a, scoped, again].map((it) => idOf(it).clusterScoped);
  expect(scopes).toEqual([false, true, false]);
});

test("bare texts that stand for nothing", () => {
  const isNothing = (text: string) => {
    const node = plainNode(text, causeOf(a.node));
    return [isNull(node), tagOf(node) === "!!null"];
  };
  const texts = ["", "~", "null", "Null", "NULL"];
  expect(texts.map(isNothing)).toEqual(texts.map(() => [true, true]));
  const others = ["nULL", "nil", "none", "0", "~~", "nulls", "no", "true"];
  expect(others.map(isNothing)).toEqual(others.map(() => [false, false]));
});

test("integers, however long", () => {
  const read = (text: string) => String(integerOf(text));
  expect(["0", "7", "8080", "999999999999999", "9007199254740993"].map(read)).toEqual([
    ...["0", "7", "8080", "999999999999999", "9007199254740993"],
  ]);
  expect(["010", "08", "-3", "+4", "0x1F", "1a", "18446744073709551616"].map(read)).toEqual([
    ...["8", "undefined", "-3", "4", "31", "undefined", "undefined"],
  ]);
});
