import { isObject, type JsonObject, listOf } from "../../../server/engine/canary/json.ts";

/** What a condition says, without its times. */
export interface ConditionSaid {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason?: string;
  readonly message?: string;
}

export const conditionIn = (object: JsonObject, type: string): JsonObject | undefined =>
  listOf(isObject(object.status) ? object.status.conditions : undefined)
    .filter(isObject)
    .find((it) => it.type === type);

/** A condition with the time since when its status holds; one that says the same stays as it is. */
export function conditionSince(
  before: JsonObject | undefined,
  said: ConditionSaid,
  now: string,
): JsonObject {
  const since = before?.status === said.status ? before.lastTransitionTime : now;
  return { ...said, lastTransitionTime: since ?? now };
}

/** As `conditionSince`, with the time of the last update, which moves with status, reason and message. */
export function conditionUpdated(
  before: JsonObject | undefined,
  said: ConditionSaid,
  now: string,
): JsonObject {
  const isSame =
    before?.status === said.status &&
    before.reason === said.reason &&
    before.message === said.message;
  if (before && isSame) return before;
  return { ...conditionSince(before, said, now), lastUpdateTime: now };
}

/** Counters as Go writes them: a zero is left out. */
export const counted = (counts: Readonly<Record<string, number>>): JsonObject =>
  Object.fromEntries(Object.entries(counts).filter(([, it]) => it !== 0));

export const isTrue = (object: JsonObject, type: string): boolean =>
  conditionIn(object, type)?.status === "True";
