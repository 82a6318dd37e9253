import type { Reason } from "../reason.ts";
import type { Run } from "../run.ts";
import type { NotReady } from "./deploymentReady.ts";

/** Why a workload is waited for, or given up. */
export function whyUnready(run: Run, unready: NotReady, which: "target" | "primary"): Reason {
  if (unready.isByItsOwn) {
    const { kind, name } = run.canary.spec.target;
    return { text: OWN_DEADLINE, object: { kind, name }, at: ["spec", "progressDeadlineSeconds"] };
  }
  if (!unready.retriable) return { text: DEADLINE, at: ["spec", "progressDeadlineSeconds"] };
  return which === "primary" ? PRIMARY : CANARY;
}

const OWN_DEADLINE =
  "The workload reports that it missed its own deadline, which the primary has from the target.";
const DEADLINE = "Too few pods have been available for longer than the deadline of the Canary.";

const PRIMARY: Reason = {
  text: "The primary is waited for until enough of its pods are available; that is no failed check.",
  at: ["spec", "analysis", "primaryReadyThreshold"],
};

const CANARY: Reason = {
  text: "The target is waited for until enough of its pods are available; that is no failed check.",
  at: ["spec", "analysis", "canaryReadyThreshold"],
};
