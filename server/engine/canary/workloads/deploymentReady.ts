import type { DeploymentReading } from "../reading.ts";

/** Why a workload is not ready; what is not retriable has missed its deadline. */
export interface NotReady {
  readonly text: string;
  readonly retriable: boolean;
  /** Its own deadline has passed, not the Canary's. */
  readonly isByItsOwn?: true;
}

/**
 * Is a Deployment ready? `deadline` in seconds, `threshold` in percent of the updated replicas.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/deployment_ready.go
 */
export function deploymentReady(
  name: string,
  it: DeploymentReading,
  deadline: number,
  threshold: number,
): NotReady | undefined {
  if (it.generation > it.observedGeneration) {
    return waiting("observed deployment generation less than desired generation", true);
  }
  if (it.progressing?.reason === "ProgressDeadlineExceeded") {
    const text = `deployment "${name}" exceeded its progress deadline`;
    return { text, retriable: false, isByItsOwn: true };
  }
  const needed = share(it.updated, threshold);
  const retriable = !isOverdue(it, deadline);
  if (it.specReplicas !== undefined && it.updated < it.specReplicas) {
    return waiting(
      `${it.updated} out of ${it.specReplicas} new replicas have been updated`,
      retriable,
    );
  }
  if (it.replicas > it.updated) {
    return waiting(`${it.replicas - it.updated} old replicas are pending termination`, retriable);
  }
  if (it.available < needed) {
    const of = `${it.available} of ${needed} (readyThreshold ${threshold}%)`;
    return waiting(`${of} updated replicas are available`, retriable);
  }
  return undefined;
}

export const waiting = (what: string, retriable: boolean): NotReady => ({
  text: `waiting for rollout to finish: ${what}`,
  retriable,
});

/** A percentage of pods, reckoned in single precision and cut off, as Go does. */
export const share = (pods: number, percent: number): number =>
  Math.trunc(Math.fround(Math.fround(pods) * Math.fround(Math.fround(percent) / 100)));

/**
 * Have too few pods been available for longer than the Canary's deadline? The API server keeps whole seconds of a time, so
 * a condition is always a little older than its age says.
 */
function isOverdue(it: DeploymentReading, deadline: number): boolean {
  const available = it.availableCondition;
  return (
    it.progressing !== undefined &&
    available?.status === "False" &&
    available.reason === "MinimumReplicasUnavailable" &&
    available.age >= deadline
  );
}
