import { restedSentence } from "../api/followState.ts";
import type { LiveState } from "../api/live.ts";
import type { Watched } from "../api/watched.ts";

/** Why a view shows objects, or what it says instead. */
export interface ViewCause {
  readonly kind: CauseKind;
  /** Which of several texts fits, where nobody answers. */
  readonly reason?: "refuses" | "name" | "certificate" | "silent" | "other";
  /** The very words, where there are any. */
  readonly sentence?: string;
}

export type CauseKind =
  | "untrusted"
  | "noKubeconfig"
  | "unpinned"
  | "stopped"
  | "connecting"
  | "unreachable"
  | "refused"
  | "absent"
  | "forbidden"
  | "empty"
  | "shown";

export interface ViewFacts {
  readonly live: LiveState;
  /** Why there is no kubeconfig. */
  readonly problem: string | undefined;
  readonly hasContexts: boolean;
  /** Those of the kinds that the view shows. */
  readonly watched: readonly Watched[];
  /** Objects that the view would show without its filter. */
  readonly count: number;
}

export function viewCause({ live, problem, hasContexts, watched, count }: ViewFacts): ViewCause {
  switch (live.kind) {
    case "unpinned":
      if (hasContexts) return { kind: "unpinned" };
      return { kind: "noKubeconfig", ...(problem ? { sentence: problem } : {}) };
    case "stopped":
      return { kind: "stopped", sentence: live.sentence };
    case "refused": {
      const isUntrusted = live.sentence.includes("untrusted workspace");
      return { kind: isUntrusted ? "untrusted" : "refused", sentence: live.sentence };
    }
    case "lost":
      if (count > 0) return { kind: "shown", sentence: live.sentence };
      return { kind: "unreachable", reason: reasonOf(live.sentence), sentence: live.sentence };
    case "resting":
    case "connecting":
      return { kind: count > 0 ? "shown" : "connecting" };
    case "connected":
      return connected(watched, count);
  }
}

function connected(watched: readonly Watched[], count: number): ViewCause {
  if (count > 0) return { kind: "shown" };
  if (watched.length === 0) return { kind: "absent" };
  const states = watched.flatMap(({ parts }) => parts.map(({ state }) => state));
  const forbidden = states.find((it) => it.kind === "forbidden");
  if (forbidden?.kind === "forbidden" && states.every((it) => it.kind === "forbidden"))
    return { kind: "forbidden", sentence: forbidden.sentence };
  const isRead = (it: (typeof states)[number]) =>
    it.kind === "live" || it.kind === "forbidden" || it.kind === "failed";
  const isWaiting = states.some(
    (it) => !isRead(it) && !(it.kind === "stale" && it.sentence !== restedSentence),
  );
  if (isWaiting) return { kind: "connecting" };
  // What could not be read is told line by line.
  return states.every((it) => it.kind === "live") ? { kind: "empty" } : { kind: "shown" };
}

function reasonOf(sentence: string): NonNullable<ViewCause["reason"]> {
  if (sentence.includes("refuses connections")) return "refuses";
  if (sentence.includes("name that cannot be resolved")) return "name";
  if (sentence.includes("certificate")) return "certificate";
  return /did not answer|fell silent|network/.test(sentence) ? "silent" : "other";
}
