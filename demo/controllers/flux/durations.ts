import { durationText } from "../../../server/engine/canary/metrics/format.ts";
import { goDuration } from "../../../server/engine/goDuration.ts";

/** A duration of a spec in milliseconds; `fallback` where it says none. */
export function milliseconds(text: string, fallback: number): number {
  const read = text === "" ? undefined : goDuration(text);
  return read && "seconds" in read ? read.seconds * 1000 : fallback;
}

/** Milliseconds as Go prints a duration: `1h0m0s`, `30s`, `1.5s`, `120ms`, `0s`. */
export const goText = (time: number): string => durationText(BigInt(Math.round(time * 1e6)));
