import { essence } from "../api/essence.ts";
import { canaryState } from "../api/flagger.ts";
import { type FluxState, fluxState } from "../api/flux.ts";
import type { FollowState } from "../api/followState.ts";
import { json } from "../api/json.ts";
import { knownKind } from "../api/kinds.ts";
import { groupOf, type KubeObject } from "../api/kubeObject.ts";
import { ago, clock, momentOf } from "../documents/moments.ts";
import { oneLine, safeText } from "../documents/safeText.ts";
import { shownRevision } from "../tree/shownRevision.ts";
import { stateSign } from "../tree/stateSign.ts";

/** What a lens tells of one object. */
export interface ObjectLens {
  readonly title: string;
  readonly tooltip: string;
  /** `absent`: not in the cluster, or not to be seen. */
  readonly state: FluxState["state"] | "absent";
}

export interface LensFacts {
  readonly object: KubeObject | undefined;
  /** How far what is known of its kind can be trusted; absent where the cluster does not know the kind. */
  readonly trust: FollowState | undefined;
  /** Commits between what was applied and HEAD. */
  readonly distance?: { readonly ahead: number; readonly behind: number } | undefined;
  readonly now: number;
}

/** The live state of an object in one line: `$(check) Ready: applied main@sha1:abc1234 2 min ago`. */
export function objectLens({ object, trust, distance, now }: LensFacts): ObjectLens {
  if (!trust) return absent("circle-slash", "The cluster does not know this kind", "");
  if (trust.kind === "forbidden") return absent("lock", "Forbidden", trust.sentence);
  if (trust.kind === "failed") return absent("warning", "Not read", trust.sentence);
  if (!object) {
    return trust.kind === "loading"
      ? absent("loading~spin", "Being read", "")
      : absent("circle-outline", "Not in the cluster", "");
  }
  const { icon, word, state, words, whole } =
    object.kind === "Canary" ? ofCanary(object) : ofFlux(object, distance, now);
  const stale = trust.kind === "stale" ? `, as of ${clock(now, trust.since)}` : "";
  return {
    title: `$(${icon}) ${word}${words ? `: ${safe(words)}` : ""}${stale}`,
    tooltip: oneLine([whole, trust.kind === "stale" ? trust.sentence : ""].join(" ")),
    state,
  };
}

const absent = (icon: string, words: string, tooltip: string): ObjectLens => ({
  title: `$(${icon}) ${words}`,
  tooltip,
  state: "absent",
});

/** Texts of a cluster could look like icons. */
const safe = (text: string): string => oneLine(text).replaceAll("$(", "$\u200b(");

function signOf(state: FluxState["state"]): { readonly icon: string; readonly word: string } {
  const { icon, word } = stateSign(state);
  const id = state === "reconciling" ? `${icon.id}~spin` : icon.id;
  return { icon: id, word: word.slice(0, 1).toUpperCase() + word.slice(1) };
}

function ofFlux(object: KubeObject, distance: LensFacts["distance"], now: number) {
  const { state, words, revision } = fluxState(object);
  const { icon, word } = signOf(state);
  const applied = revision === undefined ? "" : appliedWords(object, revision, now);
  const behind = distanceWords(distance);
  const said =
    state === "ready"
      ? [applied, behind]
      : [essence(safeText(words)), state === "suspended" ? applied : ""];
  return { icon, word, state, words: said.filter(Boolean).join(", "), whole: words };
}

function appliedWords(object: KubeObject, revision: string, now: number): string {
  const verb = verbOf(object);
  const at = appliedAt(object);
  return [verb, shownRevision(revision), at === undefined ? "" : ago(now, at)]
    .filter(Boolean)
    .join(" ");
}

function verbOf({ kind, apiVersion }: KubeObject): string {
  if (kind === "HelmRelease") return "installed";
  const role = knownKind(kind, groupOf(apiVersion))?.role;
  if (role === "source") return "fetched";
  return role === "applier" ? "applied" : "at";
}

/** When the revision was applied, fetched or installed, where the status tells. */
function appliedAt({ status }: KubeObject): number | undefined {
  const [newest] = json.list(status.history);
  return (
    momentOf(json.at(newest, "lastReconciled")) ??
    momentOf(json.at(newest, "lastDeployed")) ??
    momentOf(json.at(status, "artifact", "lastUpdateTime"))
  );
}

/** The commit that a revision names; `undefined` where it names none. */
export const commitOfRevision = (revision: string): string | undefined =>
  /(?:^|@|\/)(?:sha1:)?([0-9a-f]{40})$/.exec(revision)?.[1];

function distanceWords(distance: LensFacts["distance"]): string {
  if (!distance || (distance.ahead === 0 && distance.behind === 0)) return "";
  const { ahead, behind } = distance;
  if (ahead > 0 && behind > 0) return `HEAD is another line: ${ahead} ahead, ${behind} behind`;
  const count = ahead || behind;
  return `HEAD is ${count} ${count === 1 ? "commit" : "commits"} ${ahead > 0 ? "ahead" : "behind"}`;
}

function ofCanary(canary: KubeObject) {
  const it = canaryState(canary);
  const { icon } = signOf(it.state);
  const isCounted = it.failedChecks > 0 || it.phase !== "Failed";
  const checks = isCounted ? `failed checks ${it.failedChecks} of ${it.threshold}` : "";
  const share = it.iteration
    ? `iteration ${it.iteration.done} of ${it.iteration.of}`
    : `${it.weight} % of the traffic`;
  const isRunning = it.phase === "Progressing" || it.phase.startsWith("Waiting");
  const words = isRunning
    ? [share, checks, it.waitsFor ? `waits for ${it.waitsFor}` : ""]
    : it.phase === "Failed"
      ? ["rolled back", checks]
      : [it.waitsFor ? `waits for ${it.waitsFor}` : essence(safeText(it.words)).replace(/\.$/, "")];
  const word = it.state === "suspended" ? "Suspended" : it.phase;
  return {
    icon,
    word,
    state: it.state,
    words: words.filter(Boolean).join(", "),
    whole: it.words,
  };
}
