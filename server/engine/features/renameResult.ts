import type { Edit } from "../source.ts";

/** The edits that change a name everywhere. */
export interface Renamed {
  readonly type: "edits";
  readonly edits: readonly Edit[];
}

/** A name is not ours to change; why, in one sentence. */
export interface Refusal {
  readonly type: "refusal";
  readonly reason: string;
}

export const refusal = (reason: string): Refusal => ({ type: "refusal", reason });
