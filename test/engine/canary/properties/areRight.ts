import type { Canary } from "../../../../server/engine/canary/canary.ts";
import { field, type JsonObject, listOf } from "../../../../server/engine/canary/json.ts";
import type { Routes } from "../../../../server/engine/canary/routing.ts";

/** Weights after a tick, those before it, and what they belong to. */
export interface Weighed {
  readonly now: Routes;
  readonly before: Routes | undefined;
  readonly spec: Canary["spec"];
  /** The Knative Service that is the target, if it is one. */
  readonly service: JsonObject | undefined;
}

/**
 * Whether weights are between 0 and 100 and add up, or leave that just as Flagger lets them.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function areRight(weighed: Weighed): boolean {
  const { primary, canary } = weighed.now;
  if (primary >= 0 && canary >= 0 && primary + canary === 100) return true;
  const { provider } = weighed.spec;
  if (provider === "knative") return areOneRevision(weighed) || areLeftOfOne(weighed);
  return provider === "istio" && areBeyond(weighed);
}

/**
 * Where the newest revision is the primary's own, the first entry of the traffic is found for both: the canary's share,
 * 0 after the installation and 100 after a promotion.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/knative.go
 */
function areOneRevision({ now, service }: Weighed): boolean {
  const [newest] = listOf(field(service, "status", "traffic"));
  const primary = field(service, "metadata", "annotations", "flagger.app/primary-revision");
  const isBoth =
    field(newest, "latestRevision") === true && field(newest, "revisionName") === primary;
  return isBoth && now.primary === now.canary && now.canary === field(newest, "percent");
}

/**
 * A revision that comes after such a tick finds the shares that were written for the one; a promotion in steps goes on from
 * there.
 */
function areLeftOfOne({ now, before, service }: Weighed): boolean {
  const [newest, own] = listOf(field(service, "status", "traffic"));
  const isWritten =
    now.canary === field(newest, "percent") && now.primary === field(own, "percent");
  const wasOff = before !== undefined && before.primary + before.canary !== 100;
  return isWritten && wasOff && now.canary <= before.canary && now.primary <= 100;
}

/**
 * The first step behind the mirrored one is not held at 100: a step of 150 gives -50/150. That stays while nothing moves,
 * and a promotion in steps counts back from there.
 */
function areBeyond({ now, before, spec: { analysis } }: Weighed): boolean {
  if (!before || !analysis?.mirror) return false;
  const { stepWeight, stepWeightPromotion } = analysis;
  const moved = (by: number): boolean =>
    now.canary === before.canary + by && now.primary === before.primary - by;
  const isFirst = before.mirrored && before.primary === 100 && before.canary === 0;
  return isFirst ? stepWeight > 100 && moved(stepWeight) : moved(0) || moved(-stepWeightPromotion);
}
