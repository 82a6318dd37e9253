import type { JsonObject } from "../../server/engine/canary/json.ts";
import { goDuration } from "../../server/engine/goDuration.ts";
import type { Inside } from "../apiserver/inside.ts";
import { environmentOf } from "./environment.ts";

/** How a pod answers requests. */
export interface Behaviour {
  /** Of 100 answers, so many are errors. */
  readonly errors: number;
  /** Milliseconds of which one answer in a hundred takes more. */
  readonly latency: number;
}

/**
 * What the environment of a pod says of its answers, as in the Faces application: `ERROR_FRACTION` in percent; of the
 * `DELAY_BUCKETS`, milliseconds that come equally often, the slowest counts. `LATENCY` and `DELAY`, also with `_MS`, are a number
 * of milliseconds or a duration such as `300ms`.
 */
export function behaviourOf(pod: JsonObject, inside: Inside): Behaviour {
  const environment = environmentOf(pod, inside);
  const errors = Number(environment.ERROR_FRACTION ?? 0);
  return {
    errors: Number.isFinite(errors) ? Math.min(Math.max(errors, 0), 100) : 0,
    latency: latencyOf(environment),
  };
}

function latencyOf(environment: Readonly<Record<string, string>>): number {
  const buckets = (environment.DELAY_BUCKETS ?? "")
    .split(",")
    .filter((it) => it.trim() !== "")
    .map(Number)
    .filter((it) => it >= 0);
  const said = ["LATENCY", "LATENCY_MS", "DELAY", "DELAY_MS"].flatMap((name) =>
    milliseconds(environment[name] ?? ""),
  );
  return USUAL + Math.max(0, ...buckets, ...said);
}

/** Milliseconds that an answer takes by itself. */
const USUAL = 20;

function milliseconds(text: string): readonly number[] {
  if (text === "") return [];
  if (/^\d+(\.\d+)?$/.test(text)) return [Number(text)];
  const duration = goDuration(text);
  return "seconds" in duration ? [Math.max(0, duration.seconds * 1000)] : [];
}
