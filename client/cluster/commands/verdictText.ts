import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { essence } from "../api/essence.ts";
import { nameOf } from "../api/kubeObject.ts";
import type { Verdict } from "../api/verdict.ts";
import { duration } from "../documents/moments.ts";
import { oneLine } from "../documents/safeText.ts";
import { shownRevision } from "../tree/shownRevision.ts";

/** How a reconciliation ended. */
export interface Ending {
  readonly mood: "well" | "ill" | "neither";
  /** The whole of it, in one sentence. */
  readonly sentence: string;
  /** What went wrong without the reason, for who knows a better one. */
  readonly head?: string;
}

/** @param milliseconds how long it took */
export function verdictText(
  identity: ObjectIdentity,
  { kind, words, revision }: Verdict,
  milliseconds: number,
): Ending {
  const name = oneLine(nameOf(identity));
  const said = ended(essence(words));
  const ill = (head: string): Ending => ({ mood: "ill", sentence: `${head}: ${said}`, head });
  switch (kind) {
    case "ready": {
      const at = revision ? ` at ${oneLine(shownRevision(revision))}` : "";
      return { mood: "well", sentence: `${name} is ready${at} after ${duration(milliseconds)}.` };
    }
    case "failed":
      return ill(`${name} failed`);
    case "stalled":
      return ill(`${name} stalled`);
    case "blocked":
      return ill(`${name} waits for others`);
    case "upstream":
      return ill(`The source of ${name} failed`);
    case "silent":
      return { mood: "ill", sentence: `${name}: ${said}` };
    case "deleted":
      return { mood: "ill", sentence: said };
    case "refused":
      return { mood: "neither", sentence: said };
    case "suspended":
      return { mood: "neither", sentence: `${name} is ${said}` };
    case "superseded":
    case "cancelled":
      return { mood: "neither", sentence: `${name}: ${said}` };
  }
}

const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
