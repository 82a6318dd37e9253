import type { WebhookType } from "../canary/canary.ts";

/** What a webhook of some type does. */
export interface WebhookWords {
  /** Beside its name in a list. */
  readonly gist: string;
  /** In whole sentences. */
  readonly words: string;
  /** A weighted canary alone asks it. */
  readonly weighted?: true;
}

/** In the order in which a rollout comes to them. flagger.md §2.7 */
export const webhookWords: Readonly<Record<WebhookType, WebhookWords>> = {
  "confirm-rollout": {
    gist: "gate before the canary is scaled up; waits without end",
    words:
      "Asked at each tick before the canary is scaled up, and waited for without end; no failed check.",
  },
  "pre-rollout": {
    gist: "once before traffic shifts; a failure is a failed check",
    words: "Called once before traffic shifts. A refusal is a failed check.",
  },
  rollout: {
    gist: "with each analysis, before the metrics; a failure is a failed check",
    words: "Called with each analysis, before the metrics. A refusal is a failed check.",
  },
  "confirm-traffic-increase": {
    gist: "gate before each step of the weight",
    words:
      "Asked before each step, and waited for without end; the analysis goes on meanwhile and can fail.",
    weighted: true,
  },
  "confirm-promotion": {
    gist: "gate before the copy to the primary",
    words:
      "Asked before the copy to the primary, and waited for without end; the analysis goes on meanwhile and can fail.",
  },
  "post-rollout": {
    gist: "after success or failure; changes nothing any more",
    words: "Called after success and after failure; its answer changes nothing.",
  },
  rollback: {
    gist: "asked at each tick; an answer of 200 rolls back at once",
    words: "Asked at each tick of the analysis. An answer of 200 to 202 rolls back at once.",
  },
  event: {
    gist: "is told every event",
    words: "Gets every event; its answer changes nothing.",
  },
};
