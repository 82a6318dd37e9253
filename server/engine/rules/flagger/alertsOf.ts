import { isObject, stringOf } from "../../canary/json.ts";
import { memo } from "../../memo.ts";
import type { Path } from "../../node.ts";
import type { CanaryReading } from "./canary.ts";
import { mayChange } from "./metricsOf.ts";

/** One entry of `analysis.alerts` as its rules read it. */
export interface Alert {
  readonly at: Path;
  readonly name: string;
  /** `""` where none is written. */
  readonly severity: string;
  /** Is the field there, even if empty? */
  readonly isWritten: boolean;
}

/** The alerts of a Canary; those in which something is still to be filled in are left out. */
export const alertsOf: (canary: CanaryReading) => readonly Alert[] = memo((canary) => {
  const at = ["spec", "analysis", "alerts"];
  if (!canary.has(at) || !canary.isSettled(at)) return [];
  return canary.listAt(at).flatMap((it, index) => {
    if (!isObject(it) || mayChange(it)) return [];
    return [
      {
        at: [...at, index],
        name: stringOf(it.name),
        severity: stringOf(it.severity),
        isWritten: Object.hasOwn(it, "severity"),
      },
    ];
  });
});
