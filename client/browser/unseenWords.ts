import type { Unseen } from "../../protocol/unseen.ts";

/** Why a page shows nothing of a cluster, in one sentence; empty where no cluster is pinned. */
export function unseenWords(live: Unseen): string {
  switch (live.kind) {
    case "none":
      return "";
    case "offered":
      return `The cluster ${live.context} is pinned.`;
    case "connecting":
      return `Speaking with the cluster ${live.context}…`;
    case "lost":
      return `The cluster ${live.context} cannot be seen: ${live.sentence}`;
  }
}
