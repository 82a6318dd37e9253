import type { GraphNodeType } from "../../../protocol/graph.ts";

/** Something that starts, and what it takes. Other tasks are named by their index. */
export interface Task {
  readonly type: GraphNodeType;
  /** The one that applies it. */
  readonly applier: number | undefined;
  readonly needs: readonly Need[];
  /** It is ready only when these are. */
  readonly awaits: readonly number[];
  /** Nobody has it: it is never there. */
  readonly missing: boolean;
  /** It starts and is never ready. */
  readonly fails: boolean;
  /** Seconds that it may take to get ready. */
  readonly timeout: number;
  /** Seconds after which it tries again when something failed. */
  readonly retry: number;
}

/** `dependency`: looked at every 30 s. `source`: followed at once. `values`: looked at when it is tried again. */
export interface Need {
  readonly on: number;
  readonly by: "dependency" | "source" | "values";
}
