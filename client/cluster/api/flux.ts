import { conditionOf, isObserved } from "./condition.ts";
import { json } from "./json.ts";
import { knownKind } from "./kinds.ts";
import { groupOf, type KubeObject } from "./kubeObject.ts";

/** How one of Flux's objects is, with its controller's words. */
export interface FluxState {
  readonly state:
    | "ready"
    | "reconciling"
    | "stalled"
    | "failed"
    | "suspended"
    | "waits"
    | "unknown";
  readonly words: string;
  readonly reason?: string;
  /** What was applied, fetched or installed last. */
  readonly revision?: string;
  /** A reconciliation was asked for and not answered yet. */
  readonly isAsked: boolean;
}

/**
 * Reads conditions as https://fluxcd.io/flux/components/kustomize/kustomizations/#working-with-kustomizations
 * tells: a failure that is tried again is a failure, not progress.
 */
export function fluxState(object: KubeObject): FluxState {
  const revision = revisionOf(object);
  const about = { ...(revision ? { revision } : {}), isAsked: isAsked(object) };
  const { reason, ...judged } = judge(object);
  return { ...judged, ...(reason ? { reason } : {}), ...about };
}

type Judgement = Pick<FluxState, "state" | "words"> & { readonly reason?: string };

function judge(object: KubeObject): Judgement {
  const ready = conditionOf(object, "Ready");
  if (object.metadata.deletionTimestamp !== undefined)
    return { state: "reconciling", words: ready?.message || "is being deleted" };
  if (isSuspended(object)) return { state: "suspended", words: suspensionWords(object) };
  if (isStatic(object))
    return { state: "ready", words: "needs no reconciliation: Flux keeps no status of it" };
  const stalled = conditionOf(object, "Stalled");
  if (stalled?.status === "True")
    return {
      state: "stalled",
      words: stalled.message || ready?.message || "",
      reason: stalled.reason,
    };
  if (!ready) return { state: "unknown", words: "waiting to be reconciled" };
  const { reason, message: words } = ready;
  if (ready.status === "False" && waiting.has(reason)) return { state: "waits", words, reason };
  if (isUnderWay(object)) return { state: "reconciling", words, reason };
  if (ready.status === "False") return { state: "failed", words, reason };
  if (ready.status === "Unknown" || !isObserved(object, ready))
    return { state: "reconciling", words, reason };
  return { state: "ready", words, reason };
}

/** Nothing is wrong with the object itself: something else must come first. */
const waiting = new Set(["DependencyNotReady", "SourceNotReady"]);

function isUnderWay(object: KubeObject): boolean {
  const reconciling = conditionOf(object, "Reconciling");
  return reconciling?.status === "True" && reconciling.reason === "Progressing";
}

/** Whether the object rests, however its kind is told to. */
export function isSuspended(object: KubeObject): boolean {
  const suspension = knownKind(object.kind, groupOf(object.apiVersion))?.suspension;
  if (suspension?.by === "annotation")
    return json.text(object.metadata.annotations[suspension.name])?.toLowerCase() === suspension.on;
  return object.spec.suspend === true;
}

/** Annotations that tell who suspended an object with Flightpath, and why. */
export const suspended = {
  by: "flightpath/suspended-by",
  why: "flightpath/suspended-because",
  at: "flightpath/suspended-at",
} as const;

function suspensionWords({ metadata: { annotations } }: KubeObject): string {
  const by = json.text(annotations[suspended.by]);
  const why = json.text(annotations[suspended.why]);
  return `suspended${by ? ` by ${by}` : ""}${why ? `: ${why}` : ""}`;
}

/** Whether no controller ever answers for it. */
export function isStatic(object: KubeObject): boolean {
  const known = knownKind(object.kind, groupOf(object.apiVersion));
  if (object.kind === "HelmRepository" && object.spec.type === "oci") return true;
  return known?.role === "notification" && !known.answersRequests;
}

export const requestedAt = "reconcile.fluxcd.io/requestedAt";

function isAsked(object: KubeObject): boolean {
  const asked = json.text(object.metadata.annotations[requestedAt]);
  return asked !== undefined && asked !== object.status.lastHandledReconcileAt;
}

/** https://fluxcd.io/flux/cmd/flux_get/: what stands in the column REVISION. */
function revisionOf({ kind, status }: KubeObject): string | undefined {
  if (kind === "HelmRelease")
    return (
      json.text(json.at(json.list(status.history)[0], "chartVersion")) ??
      json.text(status.lastAttemptedRevision)
    );
  return (
    json.text(status.lastAppliedRevision) ??
    json.text(json.at(status, "artifact", "revision")) ??
    json.text(status.lastAttemptedRevision)
  );
}
