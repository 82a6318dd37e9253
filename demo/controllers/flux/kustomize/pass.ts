import type { JsonObject } from "../../../../server/engine/canary/json.ts";
import type { Desk } from "../../controller.ts";
import type { Flags } from "../flags.ts";
import type { Subject } from "../subject.ts";
import type { Checks } from "./health.ts";

/** A Kustomization while it is reconciled. */
export interface Pass {
  readonly subject: Subject;
  readonly desk: Desk;
  readonly flags: Flags;
  /** Of the artifact. */
  readonly revision: string;
  readonly checks: readonly Checks[];
  /** In milliseconds. */
  readonly timeout: number;
  /** When it began. */
  readonly start: number;
}

/** What an event says beside its message. */
export const notesOf = (revision: string): JsonObject => ({
  "kustomize.toolkit.fluxcd.io/revision": revision,
});
