import { conditionOf } from "./condition.ts";
import { json } from "./json.ts";
import type { KubeObject } from "./kubeObject.ts";

/** How a rollout is, as https://docs.flagger.app/usage/how-it-works#canary-status tells. */
export interface CanaryState {
  readonly phase: string;
  readonly state: "ready" | "reconciling" | "failed" | "suspended" | "waits" | "unknown";
  /** Percent of the traffic; the first weight of the plan, or what is mirrored, is not counted. */
  readonly weight: number;
  readonly iteration?: { readonly done: number; readonly of: number };
  readonly failedChecks: number;
  /** Failed checks at which it is rolled back; 0 counts as 1. */
  readonly threshold: number;
  /** `Deployment/web` */
  readonly target: string;
  /** What it waits for; absent when it goes on by itself. */
  readonly waitsFor?: string;
  readonly words: string;
}

/**
 * Reads a Canary.
 *
 * @param lastEvent the text of its newest event, which names a gate that is closed
 */
export function canaryState(canary: KubeObject, lastEvent = ""): CanaryState {
  const { status } = canary;
  const { spec } = canary;
  const analysis = json.fields(spec.analysis ?? spec.canaryAnalysis);
  const phase = json.text(status.phase) || "Initializing";
  const waitsFor = waitsForOf(phase, lastEvent);
  const iterations = json.number(analysis.iterations) ?? 0;
  const kind = json.text(json.at(spec, "targetRef", "kind")) ?? "Deployment";
  return {
    phase,
    state: stateOf(canary, phase, waitsFor),
    weight: json.number(status.canaryWeight) ?? 0,
    ...(iterations > 0
      ? { iteration: { done: Math.max(0, json.number(status.iterations) ?? 0), of: iterations } }
      : {}),
    failedChecks: json.number(status.failedChecks) ?? 0,
    threshold: Math.max(1, json.number(analysis.threshold) ?? 0),
    target: `${kind}/${json.text(json.at(spec, "targetRef", "name")) ?? ""}`,
    ...(waitsFor ? { waitsFor } : {}),
    words: conditionOf(canary, "Promoted")?.message ?? phases[phase]?.words ?? "",
  };
}

interface Phase {
  readonly state: CanaryState["state"];
  readonly words: string;
  readonly waitsFor?: string;
}

const phases: Readonly<Record<string, Phase>> = {
  Initializing: {
    state: "reconciling",
    words: "its primary is being made",
    waitsFor: "the primary to become ready",
  },
  Initialized: { state: "ready", words: "waits for a new revision" },
  Waiting: { state: "waits", words: "waits for approval", waitsFor: "approval of the rollout" },
  Progressing: { state: "reconciling", words: "the new revision is being analysed" },
  WaitingPromotion: {
    state: "waits",
    words: "waits for approval",
    waitsFor: "approval of the promotion",
  },
  Promoting: {
    state: "reconciling",
    words: "the primary takes over the new revision",
    waitsFor: "the primary to become ready",
  },
  Finalising: { state: "reconciling", words: "traffic goes back to the primary" },
  Succeeded: { state: "ready", words: "the new revision was promoted" },
  Failed: { state: "failed", words: "the new revision was rolled back" },
  Terminating: { state: "reconciling", words: "is being deleted" },
  Terminated: { state: "reconciling", words: "is being deleted" },
};

function stateOf(
  canary: KubeObject,
  phase: string,
  waitsFor: string | undefined,
): CanaryState["state"] {
  if (canary.spec.suspend === true) return "suspended";
  if (canary.metadata.deletionTimestamp !== undefined) return "reconciling";
  const { state = "unknown" } = phases[phase] ?? {};
  return phase === "Progressing" && waitsFor ? "waits" : state;
}

/** What Flagger's events say of a gate or of pods that are not ready. */
const halts: readonly (readonly [RegExp, string])[] = [
  [/advancement waiting for traffic increase approval (\S+)/, "approval of more traffic"],
  [/advancement waiting for promotion approval (\S+)/, "approval of the promotion"],
  [/advancement waiting for approval (\S+)/, "approval of the rollout"],
  [/advancement pre-rollout check (\S+) failed/, "the pre-rollout check"],
  [/advancement external check (\S+) failed/, "the check"],
  [/no values found for (?:\S+ )?metric:? ([^\s:]+)/, "traffic: no values for the metric"],
  [/waiting for rollout to finish/, "its pods to become ready"],
];

function waitsForOf(phase: string, lastEvent: string): string | undefined {
  const own = phases[phase]?.waitsFor;
  const isUnderWay = own !== undefined || phase === "Progressing";
  if (!isUnderWay) return undefined;
  const text = lastEvent.replace(/^\(combined from similar events\): /, "");
  for (const [pattern, words] of halts) {
    const match = pattern.exec(text);
    if (match) return match[1] ? `${words} ${match[1]}` : words;
  }
  return own;
}
