import { expect, test } from "vitest";
import { identityOf } from "../../../client/cluster/api/kubeObject.ts";
import { settle } from "../../../client/cluster/api/settle.ts";
import { object } from "./support/objects.ts";
import { condition, deskOf, placed } from "./support/room.ts";

const never = new AbortController().signal;

/** An object that was just changed, and a controller that says these things at these seconds. */
async function settled(first: string, ...said: readonly (readonly [number, object])[]) {
  const { desk, cluster, time } = await deskOf();
  const apps = object("Kustomization flux-system/apps", first);
  const path = placed(cluster, apps);
  const { generation } = (cluster.get(path)?.metadata ?? {}) as { generation?: number };
  for (const [seconds, status] of said)
    time.after(seconds * 1000, () => {
      const now = cluster.get(path);
      if (now) cluster.put(path, { ...now, status: { ...status, observedGeneration: generation } });
    });
  const progress: string[] = [];
  const waiting = settle(desk, identityOf(apps), (it) => progress.push(it), never);
  await time.turn(400_000);
  return { verdict: await waiting, progress };
}

const stale = "status: { observedGeneration: -1 }\nReady: False BuildFailed old failure";

test("an object that becomes ready for what was changed", async () => {
  const { verdict, progress } = await settled(
    stale,
    [2, condition("Unknown", "Progressing", "Building manifests")],
    [
      4,
      {
        ...condition("True", "ReconciliationSucceeded", "Applied"),
        lastAppliedRevision: "main@sha1:1",
      },
    ],
  );
  expect(verdict).toEqual({ kind: "ready", words: "Applied", revision: "main@sha1:1" });
  expect(progress).toEqual(["Building manifests"]);
});

test("an old failure is not the answer, a new one is", async () => {
  const { verdict } = await settled(
    stale,
    [3, condition("Unknown", "Progressing", "Building manifests")],
    [5, condition("False", "BuildFailed", "new failure")],
  );
  expect(verdict).toEqual({ kind: "failed", words: "new failure" });
});

test("the same failure once more is the answer after a while", async () => {
  const { verdict } = await settled(stale);
  expect(verdict).toEqual({ kind: "failed", words: "old failure" });
});

test("what waits for others is told so", async () => {
  const { verdict } = await settled(
    stale,
    [2, condition("Unknown", "Progressing", "Fetching")],
    [3, condition("False", "DependencyNotReady", "dependency 'a/b' is not ready")],
  );
  expect(verdict.kind).toBe("blocked");
});

test("a controller that never ends is not waited for without end", async () => {
  const { verdict } = await settled(stale, [1, condition("Unknown", "Progressing", "Building")]);
  expect(verdict).toEqual({ kind: "silent", words: "Still at work: Building" });
});
