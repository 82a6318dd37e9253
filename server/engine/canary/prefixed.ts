import type { Failure } from "./routing.ts";

/** A failure told by the caller: its text after what the caller was about. */
export const prefixed = (about: string, failure: Failure): Failure => ({
  ...failure,
  error: `${about}: ${failure.error}`,
});
