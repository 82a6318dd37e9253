import type { JsonObject } from "../../canary/json.ts";
import type { Resource } from "../../resource.ts";
import { resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import type { CanaryReading } from "./canary.ts";
import { objectOf } from "./objectOf.ts";
import { isSettled } from "./settled.ts";

/** The autoscaler that a Canary names, as rules read it. */
export interface Scaler {
  readonly resource: Resource;
  readonly object: JsonObject;
}

/** `undefined` where the Canary names none, or which it is, or what it says, is not known. */
export function scalerOf(canary: CanaryReading, view: View): Scaler | undefined {
  const { resource } = canary;
  const reference = resource.references.find((it) => it.row.code === "autoscaler-missing");
  if (!reference || !canary.isSettled(["spec", "autoscalerRef"])) return undefined;
  const found = resolve(view, resource, reference);
  if (found.type !== "objects") return undefined;
  const [scaler, ...others] = found.resources;
  if (!scaler || others.length > 0 || !isSettled(scaler, view, ["spec"])) return undefined;
  return { resource: scaler, object: objectOf(scaler, view) };
}
