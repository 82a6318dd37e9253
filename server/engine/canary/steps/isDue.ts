import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";
import { syncStatus } from "../setStatus.ts";
import type { CanaryStatus } from "../status.ts";

/**
 * Is there anything to do for a Canary: is it under way, or has its target or configuration changed? A failed one takes note of
 * what stands now before it compares, so that a change is seen for one tick only.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function isDue(run: Run): boolean | Failure {
  const status = run.status();
  switch (status.phase) {
    case "Progressing":
    case "Waiting":
    case "WaitingPromotion":
    case "Promoting":
    case "Finalising":
      return true;
    case "Failed": {
      const failure = syncStatus(run, status);
      if (failure) return failure;
      return hasChanged(run, status);
    }
    default:
      return hasChanged(run, status);
  }
}

/** Has the target or its configuration changed, compared with a status? */
export function hasChanged(run: Run, status: CanaryStatus): boolean | Failure {
  const isNew = hasTargetChanged(run, status);
  return isNew === false ? run.target.hasConfigChanged(run, status) : isNew;
}

/** What was promoted last is never new: taking a change back starts nothing. */
function hasTargetChanged(run: Run, status: CanaryStatus): boolean | Failure {
  const token = run.target.token(run);
  if (typeof token !== "string") return token;
  if (status.lastAppliedSpec === "") return true;
  return token !== status.lastPromotedSpec && token !== status.lastAppliedSpec;
}
