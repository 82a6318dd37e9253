import type { AutoscalerReference } from "../canary.ts";
import { horizontalPodAutoscaler } from "./horizontalPodAutoscaler.ts";
import { scaledObject } from "./scaledObject.ts";
import type { Scaler } from "./scaler.ts";

/**
 * How an autoscaler is handled; `undefined` for none and for kinds that Flagger does not know.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/factory.go
 */
export function scalerFor(reference: AutoscalerReference | undefined): Scaler | undefined {
  if (reference?.kind === "HorizontalPodAutoscaler") return horizontalPodAutoscaler;
  return reference?.kind === "ScaledObject" ? scaledObject : undefined;
}
