import type { Change } from "../../edits.ts";

/** What one step does at one place. */
export interface Taken {
  /** `undefined` where a person has to do it. */
  readonly changes: readonly Change[] | undefined;
  /** What happens, or has to: a part of a sentence. */
  readonly says: string;
}
