import { expect, test } from "vitest";
import type {
  ConditionReading,
  DeploymentReading,
} from "../../../../server/engine/canary/reading.ts";
import { deploymentReady } from "../../../../server/engine/canary/workloads/deploymentReady.ts";

const available: DeploymentReading = {
  specReplicas: 4,
  generation: 2,
  observedGeneration: 2,
  replicas: 4,
  updated: 4,
  available: 4,
};

const missing = (age: number): Partial<DeploymentReading> => ({
  progressing: { status: "True", reason: "ReplicaSetUpdated", age },
  availableCondition: { status: "False", reason: "MinimumReplicasUnavailable", age },
});

const progressing = (reason: string): ConditionReading => ({ status: "False", reason, age: 0 });

const WAITING = "waiting for rollout to finish: ";

// Deadline 60 seconds, threshold 100 %; `!` for what is not retriable.
test.for<readonly [string, Partial<DeploymentReading>, string]>([
  ["all there", {}, "ready"],
  ["more than wanted", { available: 5 }, "ready"],
  [
    "not seen yet, whatever else",
    { generation: 3, available: 0, progressing: progressing("ProgressDeadlineExceeded") },
    `${WAITING}observed deployment generation less than desired generation`,
  ],
  [
    "its own deadline",
    { updated: 0, progressing: progressing("ProgressDeadlineExceeded") },
    '! deployment "web" exceeded its progress deadline',
  ],
  ["not all updated", { updated: 3 }, `${WAITING}3 out of 4 new replicas have been updated`],
  ["old ones left", { replicas: 5 }, `${WAITING}1 old replicas are pending termination`],
  [
    "not all available",
    { available: 3 },
    `${WAITING}3 of 4 (readyThreshold 100%) updated replicas are available`,
  ],
  [
    "not all available, within the deadline",
    { available: 0, ...missing(59) },
    `${WAITING}0 of 4 (readyThreshold 100%) updated replicas are available`,
  ],
  [
    "not all available, at the deadline",
    { available: 0, ...missing(60) },
    `! ${WAITING}0 of 4 (readyThreshold 100%) updated replicas are available`,
  ],
  [
    "not all updated, after the deadline",
    { updated: 3, ...missing(61) },
    `! ${WAITING}3 out of 4 new replicas have been updated`,
  ],
  [
    "no condition on its progress, so no deadline",
    {
      available: 0,
      availableCondition: { status: "False", reason: "MinimumReplicasUnavailable", age: 99 },
    },
    `${WAITING}0 of 4 (readyThreshold 100%) updated replicas are available`,
  ],
  ["scaled to zero", { specReplicas: 0, replicas: 0, updated: 0, available: 0 }, "ready"],
])("%s", ([, change, wanted]) => {
  const found = deploymentReady("web", { ...available, ...change }, 60, 100);
  expect(found ? `${found.retriable ? "" : "! "}${found.text}` : "ready").toBe(wanted);
});

test.for<readonly [number, number, number]>([
  // In double precision 29 % of 100 is a little less than 29.
  [100, 29, 29],
  [3, 50, 1],
  [7, 57, 3],
  [10, 0, 0],
  [10, 150, 15],
])("of %s pods, %s percent are %s", ([pods, threshold, needed]) => {
  const reading = { ...available, specReplicas: pods, replicas: pods, updated: pods };
  expect(deploymentReady("web", { ...reading, available: needed }, 60, threshold)).toBeUndefined();
  const text = deploymentReady("web", { ...reading, available: needed - 1 }, 60, threshold)?.text;
  expect(text).toContain(`${needed - 1} of ${needed} (readyThreshold ${threshold}%)`);
});
