import {
  isObject,
  type Json,
  type JsonObject,
  listOf,
} from "../../../server/engine/canary/json.ts";

/** A condition in the status of an object. */
export interface Condition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
  readonly observedGeneration: number;
}

export const conditionsIn = (status: Json | undefined): readonly Condition[] =>
  listOf(isObject(status) ? status.conditions : undefined) as unknown as readonly Condition[];

/** The conditions with this one in place of that of its type, in the order in which Flux writes them. */
export function withCondition(
  conditions: readonly Condition[],
  condition: Condition,
): readonly Condition[] {
  const before = conditions.find((it) => it.type === condition.type);
  const isSame =
    before?.status === condition.status &&
    before.reason === condition.reason &&
    before.message === condition.message;
  const { lastTransitionTime } = isSame ? before : condition;
  return [...conditions.filter((it) => it !== before), { ...condition, lastTransitionTime }].sort(
    inOrder,
  );
}

/** Stalled, Reconciling and Ready stand first, the others by generation and name. */
function inOrder(a: Condition, b: Condition): number {
  const [left, right] = [rankOf(a), rankOf(b)];
  if (left !== right) return left - right;
  if (a.observedGeneration !== b.observedGeneration)
    return b.observedGeneration - a.observedGeneration;
  return a.type < b.type ? -1 : a.type > b.type ? 1 : 0;
}

const FIRST = ["Stalled", "Reconciling", "Ready"];

const rankOf = ({ type }: Condition): number => {
  const rank = FIRST.indexOf(type);
  return rank < 0 ? FIRST.length : rank;
};

export const conditionJson = (it: Condition): JsonObject => ({ ...it });
