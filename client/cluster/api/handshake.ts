import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { actions, type Target } from "./actions.ts";
import { controllerWords } from "./controllerWords.ts";
import { type Desk, readObject } from "./desk.ts";
import type { Failure } from "./failure.ts";
import { fluxState, isStatic, isSuspended } from "./flux.ts";
import { goDuration } from "./goDuration.ts";
import { json } from "./json.ts";
import { knownKind } from "./kinds.ts";
import { groupOf, type KubeObject, nameOf } from "./kubeObject.ts";
import { pause } from "./time.ts";
import { type Verdict, verdict } from "./verdict.ts";
import { write } from "./write.ts";

export interface HandshakeOptions {
  readonly force?: boolean;
  readonly reset?: boolean;
  /** Milliseconds; default 5 minutes, or the object's own timeout twice over where that is longer. */
  readonly timeout?: number;
  /** What this is a part of, for the question. */
  readonly remark?: string;
}

const firstLook = 300;
const nextLooks = 1000;
/** So long a controller that is well may take to pick a request up. */
const suspicious = 20_000;

/**
 * Asks for a reconciliation and waits until the object itself says what came of it.
 *
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#triggering-a-reconcile
 *
 * @param progress told what the controller says meanwhile, each thing once
 */
export async function reconcile(
  desk: Desk,
  identity: ObjectIdentity,
  options: HandshakeOptions,
  progress: (words: string) => void,
  signal: AbortSignal,
): Promise<Verdict> {
  const read = await readObject(desk, identity, signal);
  if (read.failure) return refused(read.failure);
  const target = read.value;
  const unsuitable = whyNot(target.object);
  if (unsuitable) return unsuitable;
  const before = json.text(target.object.status.lastHandledReconcileAt);
  const token = freshToken(desk.time.now(), before);
  const action = actions.reconcile(target, token, options);
  const asked = await write(
    desk.session,
    desk.pin,
    options.remark ? { ...action, remark: options.remark } : action,
    desk.ports,
    signal,
  );
  if (asked.failure) return refused(asked.failure);
  return answered(desk, target, { token, before, ...options }, progress, signal);
}

function whyNot(object: KubeObject): Verdict | undefined {
  const name = nameOf({ ...object.metadata, kind: object.kind, group: "" });
  const known = knownKind(object.kind, groupOf(object.apiVersion));
  if (isStatic(object) || !known?.answersRequests)
    return { kind: "refused", words: `${name} is not reconciled: no controller answers for it.` };
  if (isSuspended(object))
    return { kind: "refused", words: `${name} is ${fluxState(object).words}; resume it first.` };
  return undefined;
}

/** The time, made different from the last one where two requests meet in one millisecond. */
function freshToken(now: number, before: string | undefined): string {
  const token = new Date(now).toISOString();
  return token === before ? new Date(now + 1).toISOString() : token;
}

interface Waiting {
  readonly token: string;
  readonly before: string | undefined;
  readonly timeout?: number;
}

async function answered(
  desk: Desk,
  { object: first, resource }: Target,
  { token, before, timeout = patience(first) }: Waiting,
  progress: (words: string) => void,
  signal: AbortSignal,
): Promise<Verdict> {
  const began = desk.time.now();
  const identity = { ...first.metadata, kind: first.kind, group: resource.group };
  const controller = knownKind(first.kind, resource.group)?.controller ?? "its controller";
  let last = fluxState(first).words;
  let hasLife = false;
  let isWarned = false;
  for (let wait = firstLook; ; wait = nextLooks) {
    if (!(await pause(desk.time, wait, signal))) return cancelledVerdict;
    const read = await readObject(desk, identity, signal);
    if (read.failure?.kind === "missing") return deletedVerdict(identity);
    if (signal.aborted) return cancelledVerdict;
    const waited = desk.time.now() - began;
    if (read.failure && (read.failure.kind === "moved" || timeout <= waited))
      return refused(read.failure);
    if (read.value) {
      const { object } = read.value;
      if (object.metadata.uid !== first.metadata.uid) return deletedVerdict(identity);
      const found = verdict(object, token, before);
      if (found) return found;
      const { words } = fluxState(object);
      if (words !== last) {
        hasLife = true;
        progress(words);
      }
      last = words;
    }
    if (timeout <= waited) return silent(desk, controller, hasLife, waited, last, signal);
    if (!hasLife && !isWarned && suspicious <= waited) {
      isWarned = true;
      progress(await noLife(desk, controller, waited, signal));
    }
  }
}

/** Kustomizations and HelmReleases answer at the end of a pass, and a pass may have just begun. */
function patience({ spec }: KubeObject): number {
  const own = goDuration(json.text(spec.timeout) ?? "");
  return Math.max(5 * 60_000, 2 * own + 30_000);
}

async function silent(
  desk: Desk,
  controller: string,
  hasLife: boolean,
  waited: number,
  last: string,
  signal: AbortSignal,
): Promise<Verdict> {
  if (hasLife)
    return { kind: "silent", words: `Still at work after ${Math.round(waited / 1000)} s: ${last}` };
  return { kind: "silent", words: await noLife(desk, controller, waited, signal) };
}

async function noLife(desk: Desk, controller: string, waited: number, signal: AbortSignal) {
  const why = await controllerWords(desk, controller, signal);
  return `${controller} has not taken the request up for ${Math.round(waited / 1000)} s${why ? `: ${why}` : "."}`;
}

const cancelledVerdict: Verdict = {
  kind: "cancelled",
  words: "No longer waited for; the controller goes on by itself.",
};

const deletedVerdict = (identity: ObjectIdentity): Verdict => ({
  kind: "deleted",
  words: `${nameOf(identity)} was deleted meanwhile.`,
});

const refused = ({ kind, sentence }: Failure): Verdict =>
  kind === "cancelled"
    ? { kind: "cancelled", words: sentence }
    : { kind: "refused", words: sentence };
