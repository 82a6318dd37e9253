import { conditionOf } from "../api/condition.ts";
import { essence } from "../api/essence.ts";
import { canaryState } from "../api/flagger.ts";
import { fluxState, isStatic } from "../api/flux.ts";
import { health } from "../api/health.ts";
import { json } from "../api/json.ts";
import { knownKind } from "../api/kinds.ts";
import { groupOf, type KubeObject } from "../api/kubeObject.ts";
import { momentOf } from "../documents/moments.ts";
import { oneLine, safeText } from "../documents/safeText.ts";
import { shownRevision } from "./shownRevision.ts";
import type { NodeState } from "./stateSign.ts";

/** What a tree tells of one object, worked out once for each state of it. */
export interface Digest {
  readonly state: NodeState;
  /** What its controller says, where that matters: not when all is well. */
  readonly words: string;
  readonly facts: readonly string[];
  /** Since when it is in this state, in milliseconds since 1970. */
  readonly since?: number;
}

/** @param lastEvent the text of a Canary's newest event, which names a gate that is closed */
export function digestOf(object: KubeObject, lastEvent = ""): Digest {
  const known = digests.get(object);
  if (known && (lastEvent === "" || known.lastEvent === lastEvent)) return known.digest;
  const digest = worked(object, lastEvent);
  digests.set(object, { digest, lastEvent });
  return digest;
}

const digests = new WeakMap<KubeObject, { digest: Digest; lastEvent: string }>();

type Told = Pick<Digest, "state" | "words" | "facts">;

function worked(object: KubeObject, lastEvent: string): Digest {
  const told = toldOf(object, lastEvent);
  const since = sinceOf(object);
  return {
    state: told.state,
    words: oneLine(told.words),
    facts: told.facts.map(oneLine),
    ...(since === undefined ? {} : { since }),
  };
}

function toldOf(object: KubeObject, lastEvent: string): Told {
  const known = knownKind(object.kind, groupOf(object.apiVersion));
  if (object.kind === "Canary" && known) return ofCanary(object, lastEvent);
  if (known && known.role !== "canary") return ofFlux(object);
  const { state, words } = health(object);
  return { state, words: state === "ready" && words === "is there" ? "" : words, facts: [] };
}

function ofFlux(object: KubeObject): Told {
  const { state, words, isAsked } = fluxState(object);
  const isWell = state === "ready";
  return {
    state: isWell && isAsked ? "reconciling" : state,
    words: isWell ? (isAsked ? "a reconciliation was asked for" : "") : shortened(state, words),
    facts: factsOf(object),
  };
}

/** Without what its state says already. */
const shortened = (state: string, words: string): string =>
  state === "suspended" ? words.replace(/^suspended ?/, "") : essence(safeText(words));

function ofCanary(object: KubeObject, lastEvent: string): Told {
  const canary = canaryState(object, lastEvent);
  const { phase, state, weight, iteration, failedChecks, threshold, target, waitsFor } = canary;
  const isUnderWay = underWay.has(phase);
  return {
    state,
    words: waitsFor ? `waits for ${waitsFor}` : state === "failed" ? canary.words : "",
    facts: [
      phase,
      ...(isUnderWay && iteration ? [`iteration ${iteration.done} of ${iteration.of}`] : []),
      ...(isUnderWay && !iteration ? [`${weight} %`] : []),
      ...(isUnderWay || failedChecks > 0 ? [`failed checks ${failedChecks}/${threshold}`] : []),
      target,
    ],
  };
}

const underWay = new Set(["Progressing", "Waiting", "WaitingPromotion", "Promoting", "Finalising"]);

/** What was fetched, applied or found last, or what an object without a status is about. */
function factsOf(object: KubeObject): readonly string[] {
  const { spec, status, kind } = object;
  const fact = (text: string | undefined) => (text ? [text] : []);
  switch (kind) {
    case "ImageRepository": {
      const count = json.number(json.at(status, "lastScanResult", "tagCount"));
      return count === undefined ? [] : [`${count} ${count === 1 ? "tag" : "tags"}`];
    }
    case "ImagePolicy":
      return fact(json.text(json.at(status, "latestRef", "tag")) ?? json.text(status.latestImage));
    case "ImageUpdateAutomation":
      return fact(shownRevision(json.text(status.lastPushCommit) ?? ""));
    case "Provider":
    case "Receiver":
      return fact(json.text(spec.type));
    case "Alert":
      return fact(json.text(json.at(spec, "providerRef", "name")));
    default:
      if (isStatic(object)) return fact(json.text(spec.url));
      return fact(shownRevision(fluxState(object).revision ?? ""));
  }
}

function sinceOf(object: KubeObject): number | undefined {
  if (object.kind === "Canary")
    return momentOf(conditionOf(object, "Promoted")?.since ?? object.status.lastTransitionTime);
  const condition = conditionOf(object, "Ready") ?? conditionOf(object, "Available");
  return momentOf(condition?.since ?? object.metadata.creationTimestamp);
}
