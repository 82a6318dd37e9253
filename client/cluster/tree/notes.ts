import { restedSentence } from "../api/followState.ts";
import type { WatchedPart } from "../api/watched.ts";
import { clock } from "../documents/moments.ts";
import { oneLine } from "../documents/safeText.ts";
import type { Surround } from "./items.ts";
import { stateSign } from "./stateSign.ts";
import type { TreeNode } from "./treeNode.ts";

/** Something that must be known of what is shown: it is not all, or no longer true. */
export type Note =
  | { readonly type: "forbidden" | "failed"; readonly sentence: string; readonly short: string }
  | {
      readonly type: "stale";
      readonly sentence: string;
      readonly since: number;
      readonly short: string;
    }
  | {
      readonly type: "more";
      readonly count: number;
      readonly under: string;
      readonly short: string;
    };

/** What could not be read of the kinds under a head. */
export function notesOf(name: string, { source, structure, watched }: Surround): readonly Note[] {
  const head = structure.head(name)?.head;
  if (!head) return [];
  const isFirst = structure.heads[0]?.head === head;
  const found = watched
    .filter((it) => head.watches(it, isFirst))
    .flatMap(({ parts }) => parts.flatMap(noteOf));
  const stale = source.isLost() ? [] : found.filter((it) => it.type === "stale");
  // Kinds of one head often grow stale together: told once.
  return [...found.filter((it) => it.type !== "stale"), ...stale.slice(0, 1)];
}

function noteOf({ state }: WatchedPart): readonly Note[] {
  if (state.kind === "forbidden")
    return [{ type: "forbidden", sentence: state.sentence, short: "partly forbidden" }];
  if (state.kind === "failed")
    return [{ type: "failed", sentence: state.sentence, short: "not read" }];
  if (state.kind !== "stale" || state.sentence === restedSentence) return [];
  return [{ type: "stale", sentence: state.sentence, since: state.since, short: "stale" }];
}

export function noteNode(id: string, note: Note, now: number): TreeNode {
  const label = labelOf(note, now);
  return {
    id,
    label,
    description: "",
    icon: icons[note.type],
    contextValue: "note",
    words: label,
    opens: "never",
    ...(note.type === "more"
      ? { command: { id: "flightpath.cluster.showMore", given: [note.under] } }
      : {}),
  };
}

function labelOf(note: Note, now: number): string {
  if (note.type === "more") return `Show more of the other ${note.count}`;
  if (note.type === "stale")
    return `stale since ${clock(now, note.since)}: ${oneLine(note.sentence)}`;
  return oneLine(note.sentence);
}

const icons = {
  forbidden: stateSign("forbidden").icon,
  failed: { id: "warning", color: "list.warningForeground" },
  stale: { id: "history", color: "list.warningForeground" },
  more: { id: "ellipsis" },
} as const;
