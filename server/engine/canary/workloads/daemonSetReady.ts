import type { DaemonSetReading } from "../reading.ts";
import { type NotReady, share, waiting } from "./deploymentReady.ts";

/**
 * Is a DaemonSet ready? `deadline`: seconds, which count from the Canary's last status write, `age` seconds ago; `threshold`: percent of the
 * wanted pods.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/daemonset_ready.go
 */
export function daemonSetReady(
  it: DaemonSetReading,
  age: number,
  deadline: number,
  threshold: number,
): NotReady | undefined {
  if (it.generation > it.observedGeneration) {
    return waiting("observed daemonset generation less than desired generation", true);
  }
  const needed = share(it.desired, threshold);
  if (it.updated >= it.desired && it.available >= needed) return undefined;
  // The status keeps whole seconds, so the write is a little older than that.
  if (Math.round(age) >= deadline) {
    return { text: `exceeded its progressDeadlineSeconds: ${deadline}`, retriable: false };
  }
  if (it.updated < it.desired) {
    return waiting(`${it.updated} out of ${it.desired} new pods have been updated`, true);
  }
  const of = `${it.available} of ${needed} (readyThreshold ${threshold}%)`;
  return waiting(`${of} updated pods are available`, true);
}
