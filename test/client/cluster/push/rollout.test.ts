import { expect, test } from "vitest";
import {
  type Lateness,
  markOf,
  type RolloutSight,
  rolloutProgress,
} from "../../../../client/cluster/push/rollout.ts";
import { object } from "../support/objects.ts";

const deployment = (name: string, fraction: string, config = "c") =>
  object(
    `Deployment faces/${name}`,
    // Flagger writes the fields of a primary in an order of its own.
    name.endsWith("-primary")
      ? `spec: { template: { spec: { containers: [{ env: [{ from: ${config}, value: "${fraction}" }] }] } } }`
      : `spec: { template: { spec: { containers: [{ env: [{ value: "${fraction}", from: ${config} }] }] } } }`,
  );

const sight = (asks: string, runs: string, status: string, config = "c"): RolloutSight => ({
  canary: object(
    "Canary faces/face",
    `{ spec: { analysis: { threshold: 3 } }, status: ${status} }`,
  ),
  target: deployment("face", asks),
  primary: deployment("face-primary", runs, config),
});

const after = (before: RolloutSight, now: RolloutSight, lateness: Lateness = "not"): string => {
  const progress = rolloutProgress(markOf(before), now, lateness);
  return "words" in progress ? `${progress.kind}: ${progress.words}` : progress.kind;
};

const initialized = "{ phase: Initialized, lastAppliedSpec: a }";
const failed = "{ phase: Failed, lastAppliedSpec: b, failedChecks: 3 }";
const begun = sight("20", "20", initialized);

test("waits until Flagger looks, then follows", () => {
  expect(after(begun, sight("75", "20", initialized))).toBe("awaited");
  const progressing =
    "{ phase: Progressing, lastAppliedSpec: b, canaryWeight: 15, failedChecks: 2 }";
  expect(after(begun, sight("75", "20", progressing))).toBe("running: 15 %, failed checks 2 of 3");
  expect(after(begun, sight("75", "20", "{ phase: Promoting, lastAppliedSpec: b }"))).toBe(
    "running: Promoting, waits for the primary to become ready",
  );
  expect(after(begun, sight("75", "20", failed))).toBe(
    "ended: failed and was rolled back after 3 failed checks",
  );
});

test("what has nothing to roll out is not waited for as long as what has", () => {
  const late = (asks: string, lateness: Lateness) =>
    after(begun, sight(asks, "20", initialized), lateness);
  expect(late("20", "not")).toBe("awaited");
  expect(late("20", "forNothing")).toBe("ended: has nothing new to roll out");
  expect(late("75", "forNothing")).toBe("awaited");
  expect(late("75", "forAll")).toBe("ended: has not begun its rollout in time");
});

test("after a rollback, the version that runs starts no rollout, though it reads copies of its settings", () => {
  const rolledBack = sight("75", "20", failed);
  expect(after(rolledBack, sight("20", "20", failed))).toBe(
    "ended: starts no rollout: what Git asks for is the version that runs",
  );
  expect(after(rolledBack, sight("20", "20", failed, "c-primary"))).toBe(
    "ended: starts no rollout: what Git asks for is the version that runs",
  );
});

test("nor does it where Flagger has taken note of it meanwhile", () => {
  const rolledBack = sight("75", "20", failed);
  const noted = "{ phase: Failed, lastAppliedSpec: a, failedChecks: 0 }";
  expect(after(rolledBack, sight("20", "20", noted))).toBe(
    "ended: starts no rollout: what Git asks for is the version that runs",
  );
  expect(after(begun, sight("20", "20", "{ phase: Succeeded, lastAppliedSpec: b }"))).toBe(
    "ended: succeeded: the new version runs",
  );
});

test("the phase before does not count as the end", () => {
  const rolledBack = sight("75", "20", failed);
  expect(after(rolledBack, sight("30", "20", failed))).toBe("awaited");
  const again = "{ phase: Failed, lastAppliedSpec: c, failedChecks: 1 }";
  expect(after(rolledBack, sight("30", "20", again))).toBe("ended: failed and was rolled back");
});

test("suspended ones are not waited for", () => {
  const { target, primary } = begun;
  const canary = object("Canary faces/face", `{ spec: { suspend: true }, status: ${initialized} }`);
  expect(after(begun, { canary, target, primary })).toBe(
    "ended: is suspended, so nothing is rolled out",
  );
});
