import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Run } from "../run.ts";
import { setStatusPhase } from "../setStatus.ts";

/** The revision has passed: its template and configuration go to the primary, and the promotion begins. */
export function copyToPrimary(run: Run, why: Reason): void {
  sayCopying(run, why);
  const failure = run.target.promote(run);
  if (failure) warn(run, failure);
  else setStatusPhase(run, "Promoting", 0);
}

export function sayCopying(run: Run, why: Reason): void {
  const { name } = run.canary.spec.target;
  const { namespace } = run.canary;
  const text = `Copying ${name}.${namespace} template spec to ${name}-primary.${namespace}`;
  record(run, "Normal", text, why);
}
