import { expect, test } from "vitest";
import type { DaemonSetReading } from "../../../../server/engine/canary/reading.ts";
import { daemonSetReady } from "../../../../server/engine/canary/workloads/daemonSetReady.ts";

const available: DaemonSetReading = {
  generation: 2,
  observedGeneration: 2,
  desired: 4,
  updated: 4,
  available: 4,
  scaledToZero: false,
};

const WAITING = "waiting for rollout to finish: ";

// Deadline 60 seconds, threshold 50 %; the seconds are those since the last status write; `!` for what is not retriable.
test.for<readonly [string, number, Partial<DaemonSetReading>, string]>([
  ["all there", 0, {}, "ready"],
  ["enough there", 0, { available: 2 }, "ready"],
  [
    "not seen yet",
    99,
    { generation: 3 },
    `${WAITING}observed daemonset generation less than desired generation`,
  ],
  ["not all updated", 59, { updated: 3 }, `${WAITING}3 out of 4 new pods have been updated`],
  [
    "too few available",
    0,
    { available: 1 },
    `${WAITING}1 of 2 (readyThreshold 50%) updated pods are available`,
  ],
  ["at the deadline", 60, { available: 1 }, "! exceeded its progressDeadlineSeconds: 60"],
  ["ready after the deadline", 61, {}, "ready"],
])("%s", ([, age, change, wanted]) => {
  const found = daemonSetReady({ ...available, ...change }, age, 60, 50);
  expect(found ? `${found.retriable ? "" : "! "}${found.text}` : "ready").toBe(wanted);
});
