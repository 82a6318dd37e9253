import { field, type JsonObject } from "./json.ts";

/** Has Flagger taken all nodes away from this DaemonSet? */
export const isScaledToZero = (daemonSet: JsonObject): boolean =>
  field(daemonSet, "spec", "template", "spec", "nodeSelector", SCALE_TO_ZERO) !== undefined;

/** The node selector that no node satisfies. */
export const SCALE_TO_ZERO = "flagger.app/scale-to-zero";
