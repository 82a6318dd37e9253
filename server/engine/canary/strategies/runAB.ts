import type { Analysis } from "../canary.ts";
import { confirmPromotion } from "../hooks/confirmPromotion.ts";
import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Run } from "../run.ts";
import { setStatusCounter } from "../setStatus.ts";
import { copyToPrimary } from "./copyToPrimary.ts";

/**
 * A/B testing: the requests that match go to the canary for a number of checks.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function runAB(run: Run, analysis: Analysis): void {
  const { iterations } = run.status();
  if (iterations >= analysis.iterations) {
    const isConfirmed = confirmPromotion(run, analysis.iterations);
    if (isConfirmed && iterations === analysis.iterations) copyToPrimary(run, ENOUGH);
    return;
  }
  const failure = run.router.setRoutes(run, { primary: 0, canary: 100, mirrored: false });
  if (failure) {
    warn(run, failure);
    return;
  }
  advanceIteration(run, analysis);
}

/** Counts one more check, and says so. */
export function advanceIteration(run: Run, analysis: Analysis): void {
  const next = run.status().iterations + 1;
  setStatusCounter(run, "iterations", next);
  const { name, namespace } = run.canary;
  const text = `Advance ${name}.${namespace} canary iteration ${next}/${analysis.iterations}`;
  record(run, "Normal", text, ONE_MORE);
}

const ONE_MORE: Reason = {
  text: "The checks passed; there are as many of them as iterations.",
  at: ["spec", "analysis", "iterations"],
};

const ENOUGH: Reason = {
  text: "All iterations passed, so the revision is promoted.",
  at: ["spec", "analysis", "iterations"],
};
