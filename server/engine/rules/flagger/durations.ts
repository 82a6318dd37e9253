import { listOf } from "../../canary/json.ts";
import type { Path } from "../../node.ts";
import type { CanaryReading } from "./canary.ts";

/** A field of a Canary that holds a duration. */
export interface DurationField {
  readonly at: Path;
  /** What people call it. */
  readonly field: string;
  /** What follows when Flagger cannot read it: a part of a sentence. */
  readonly unread: string;
}

/** All of them, whether they are written or not. flagger.md §1.3, §1.4 */
export const durationsOf = ({ analysis }: CanaryReading): readonly DurationField[] => [
  INTERVAL,
  ...listOf(analysis.metrics).map((_, index) => ({
    at: ["spec", "analysis", "metrics", index, "interval"],
    field: "the interval of a metric",
    unread: "the query of this metric fails at each check",
  })),
  ...listOf(analysis.webhooks).map((_, index) => ({
    at: ["spec", "analysis", "webhooks", index, "timeout"],
    field: "timeout",
    unread: "every call of this webhook fails",
  })),
];

const INTERVAL: DurationField = {
  at: ["spec", "analysis", "interval"],
  field: "interval",
  unread: "it takes 60 s instead",
};
