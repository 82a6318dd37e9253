import type { Failure } from "./failure.ts";

/** How far what we know can be trusted; times are milliseconds since 1970. */
export type FollowState =
  /** Nobody has looked yet, or the first list is under way. */
  | { readonly kind: "loading" }
  | { readonly kind: "live"; readonly since: number }
  /** What is shown was true then. */
  | { readonly kind: "stale"; readonly since: number; readonly sentence: string }
  /** Nothing was ever read. */
  | { readonly kind: "failed"; readonly sentence: string }
  | { readonly kind: "forbidden"; readonly sentence: string };

/** Why something is stale of which nobody wanted to know. */
export const restedSentence = "Nobody looked since.";

/** What becomes of a state when something broke. */
export function lostState(state: FollowState, failure: Failure, now: number): FollowState {
  const { sentence } = failure;
  if (failure.kind === "forbidden") return { kind: "forbidden", sentence };
  if (state.kind === "live") return { kind: "stale", since: now, sentence };
  if (state.kind === "stale") return { ...state, sentence };
  return failure.kind === "cancelled" ? state : { kind: "failed", sentence };
}

export const sentenceOf = (state: FollowState) => ("sentence" in state ? state.sentence : "");
