import { conditionOf, isObserved } from "./condition.ts";
import { fluxState, isSuspended, requestedAt } from "./flux.ts";
import { json } from "./json.ts";
import type { KubeObject } from "./kubeObject.ts";

/** What came of a reconciliation that was asked for. */
export interface Verdict {
  readonly kind:
    | "ready"
    | "failed"
    /** Will not be tried again before something changes. */
    | "stalled"
    /** Waits for what it depends on. */
    | "blocked"
    /** Its source is what failed. */
    | "upstream"
    | "suspended"
    /** Somebody else asked after us. */
    | "superseded"
    | "deleted"
    /** The controller did not answer in time. */
    | "silent"
    /** Nothing was asked: not possible, not allowed or not confirmed. */
    | "refused"
    | "cancelled";
  readonly words: string;
  readonly revision?: string;
}

/**
 * Judges an object after a request; `undefined` while the controller is at work.
 *
 * @param token what was written into the annotation
 * @param before the last token that had been handled when we asked
 */
export function verdict(
  object: KubeObject,
  token: string,
  before: string | undefined,
): Verdict | undefined {
  const handled = json.text(object.status.lastHandledReconcileAt);
  if (handled !== token) {
    const isOurs = object.metadata.annotations[requestedAt] === token;
    const isOther = handled !== undefined && handled !== before && !isOurs;
    return isOther
      ? { kind: "superseded", words: "Somebody else asked for a reconciliation meanwhile." }
      : undefined;
  }
  if (isSuspended(object)) return { kind: "suspended", words: fluxState(object).words };
  return final(object);
}

function final(object: KubeObject): Verdict | undefined {
  const { state, words, reason, revision } = fluxState(object);
  const about = { words, ...(revision ? { revision } : {}) };
  const ready = conditionOf(object, "Ready");
  if (state === "stalled") return { kind: "stalled", ...about };
  if (!ready || ready.status === "Unknown" || state === "reconciling") return undefined;
  if (ready.status === "True")
    return isObserved(object, ready) ? { kind: "ready", ...about } : undefined;
  if (reason === "DependencyNotReady") return { kind: "blocked", ...about };
  if (reason === "SourceNotReady" || reason === "ArtifactFailed")
    return { kind: "upstream", ...about };
  return { kind: "failed", ...about };
}
