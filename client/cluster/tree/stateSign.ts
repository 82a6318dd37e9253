import type { TreeIcon } from "./treeNode.ts";

/** States that a node can be in; `stale` and `forbidden` are those of what we know, not of the object. */
export type NodeState =
  | "ready"
  | "reconciling"
  | "stalled"
  | "failed"
  | "suspended"
  | "waits"
  | "unknown"
  | "forbidden";

/** A state as an icon and as a word. */
export interface StateSign {
  readonly icon: TreeIcon;
  readonly word: string;
}

export const stateSign = (state: NodeState): StateSign => signs[state];

const sign = (id: string, color: string, word: string): StateSign => ({
  icon: { id, color },
  word,
});

const signs: Readonly<Record<NodeState, StateSign>> = {
  ready: sign("pass", "testing.iconPassed", "ready"),
  reconciling: sign("sync", "charts.blue", "reconciling"),
  stalled: sign("circle-slash", "testing.iconFailed", "stalled"),
  failed: sign("error", "testing.iconFailed", "failed"),
  suspended: sign("debug-pause", "charts.yellow", "suspended"),
  waits: sign("watch", "charts.yellow", "waits"),
  unknown: sign("question", "testing.iconUnset", "unknown"),
  forbidden: sign("lock", "testing.iconSkipped", "forbidden"),
};
