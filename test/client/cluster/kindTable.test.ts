import { expect, test } from "vitest";
import { kindTable } from "../../../client/cluster/api/kindTable.ts";
import { type KubeObject, kubeObject } from "../../../client/cluster/api/kubeObject.ts";

function pod(name: string, uid: string, owner: string): KubeObject {
  const ownerReferences = [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "set", uid: owner }];
  const read = kubeObject({ kind: "Pod", metadata: { name, uid, ownerReferences } });
  if (!read) throw new Error(`no pod: ${name}`);
  return read;
}

test("objects are found by name and by what owns them, as they come, change and go", () => {
  const table = kindTable([pod("a", "1", "first"), pod("b", "2", "first")]);
  const names = (owner: string) => [...table.ownedBy(owner)].map(({ metadata }) => metadata.name);
  expect(names("first")).toEqual(["a", "b"]);
  table.take([
    { type: "changed", object: pod("a", "1", "second") },
    { type: "added", object: pod("c", "3", "second") },
  ]);
  expect([names("first"), names("second")]).toEqual([["b"], ["a", "c"]]);
  table.take([{ type: "removed", object: pod("b", "2", "first") }]);
  expect([names("first"), table.named("b"), table.withUid("2")]).toEqual([
    [],
    undefined,
    undefined,
  ]);
});

test("one that came again under its name stays when the end of the first is told", () => {
  const table = kindTable([pod("a", "1", "first")]);
  table.take([
    { type: "added", object: pod("a", "2", "first") },
    { type: "removed", object: pod("a", "1", "first") },
  ]);
  expect(table.named("a")?.metadata.uid).toBe("2");
});
