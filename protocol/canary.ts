import type { FieldChange } from "./fieldChange.ts";
import { notification } from "./notification.ts";
import { request } from "./request.ts";
import type { PresetName } from "./simulate.ts";
import type { Unseen } from "./unseen.ts";

/** What is played: a preset, or the text of a scenario file; `healthy` without both. */
export interface CanaryQuestion {
  /** Of the Canary, as lists of them give it. */
  readonly id: string;
  readonly preset?: PresetName;
  readonly scenario?: string;
  /** What if these fields were different? */
  readonly changes?: readonly FieldChange[];
}

/** What a request cannot do, in one sentence. */
export interface CanaryProblem {
  readonly problem: string;
}

/** A rollout, tick by tick, as a picture of it needs it. */
export const drawCanary = request<CanaryQuestion, CanaryPicture<WirePlace> | CanaryProblem>(
  "flightpath/drawCanary",
);

/** The objects that share out the traffic, as they are after a tick. */
export const canaryRouting = request<CanaryTickQuestion, CanaryRouting | CanaryProblem>(
  "flightpath/canaryRouting",
);

export interface CanaryTickQuestion extends CanaryQuestion {
  readonly tick: number;
}

export interface CanaryRouting {
  readonly tick: number;
  /** `TrafficSplit face`; empty where there is no such object yet. */
  readonly name: string;
  readonly text: string;
}

/** How the rollout ends for many pairs of values. */
export const canaryMatrix = request<CanaryQuestion, CanaryMatrix | CanaryProblem>(
  "flightpath/canaryMatrix",
);

/** The edits that write other values where the fields of a Canary stand. */
export const editCanary = request<CanaryQuestion, CanaryEdits | CanaryProblem>(
  "flightpath/editCanary",
);

export interface CanaryEdits {
  readonly edits: readonly { readonly place: WirePlace; readonly text: string }[];
}

/** Rollouts that were drawn may look different now. */
export const canaryChanged = notification<Record<string, never>>("flightpath/canaryChanged");

/** A range in a file of the workspace; lines and UTF-16 units count from 0. */
export interface WirePlace {
  readonly uri: string;
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Index into `places` of the same picture. */
export type PlaceIndex = number;

/** `Place` is how a place in a file is told: by offsets inside the engine, by line and column outside. */
export interface CanaryPicture<Place> {
  /** `faces/face` */
  readonly name: string;
  readonly provider: string;
  readonly strategy: "canary" | "blue-green" | "ab-testing" | "none";
  /** `5 % → 50 % in 10 steps of 10 s, rolls back after 3 failed checks` */
  readonly strategyWords: string;
  /** `at the earliest 130 s, at most 13 min 30 s` */
  readonly durationWords: string;
  readonly ending: CanaryEnding;
  /** What is assumed, or left out of the picture, one sentence each. */
  readonly notes: readonly string[];
  /** What is not as the scenario expects; absent where it expects nothing. */
  readonly unmet?: readonly string[];
  /** Seconds between two ticks. */
  readonly interval: number;
  readonly threshold: number;
  /** Of A/B tests and Blue/Green; 0 otherwise. */
  readonly iterations: number;
  readonly metrics: readonly CanaryMetric[];
  readonly webhooks: readonly CanaryWebhook[];
  readonly fields: readonly CanaryField[];
  readonly frames: readonly CanaryFrame[];
  /** Index of the first frame in which something goes wrong; absent where nothing does. */
  readonly firstFailure?: number;
  /** What was played, as the text of a scenario file. */
  readonly scenario: string;
  readonly places: readonly Place[];
}

export interface CanaryEnding {
  readonly outcome: string;
  /** `good`: promoted. `bad`: rolled back, stopped, or gone. `open`: it never ends, or nothing began. */
  readonly mood: "good" | "bad" | "open";
  /** `Failed after 5 ticks, 50 s.` */
  readonly sentence: string;
  readonly why?: CanaryReason;
}

/** A sentence, and the field that decided. */
export interface CanaryReason {
  readonly text: string;
  /** `spec.analysis.threshold` */
  readonly field: string;
  readonly place?: PlaceIndex;
}

/** One entry of `spec.analysis.metrics`. */
export interface CanaryMetric {
  readonly name: string;
  /** `%`, `ms` or nothing. */
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  /** Between these, a picture of it is useful. */
  readonly from: number;
  readonly to: number;
  /** What it answers while all is well. */
  readonly healthy: number;
  readonly place?: PlaceIndex;
}

export interface CanaryWebhook {
  readonly name: string;
  readonly type: string;
  /** It can hold the rollout for any time. */
  readonly isGate: boolean;
  readonly place?: PlaceIndex;
}

/** A number or duration of the Canary that can be tried with another value. */
export interface CanaryField {
  /** `spec.analysis.threshold` */
  readonly name: string;
  /** `threshold`, `request-success-rate min` */
  readonly label: string;
  /** As played: as it is written, or as it was changed. */
  readonly value: number | string;
  /** As it is written. */
  readonly written: number | string;
  /** Where it can be written; absent where it is made by something else, such as a variable. */
  readonly place?: PlaceIndex;
}

/** How things stand after a tick, and what it did. */
export interface CanaryFrame {
  readonly tick: number;
  /** Seconds since tick 0. */
  readonly at: number;
  readonly phase: string;
  /** Percent of the traffic. */
  readonly primary: number;
  readonly canary: number;
  /** The canary gets copies. */
  readonly isMirrored: boolean;
  readonly failed: number;
  readonly iterations: number;
  /** By index of the metric; null: not asked in this tick. */
  readonly metrics: readonly (MetricSample | null)[];
  /** By index of the webhook; null: not called in this tick. */
  readonly webhooks: readonly (WebhookSample | null)[];
  readonly said: readonly CanarySaying[];
  /** The condition `Promoted`, where the tick changed it. */
  readonly condition?: {
    readonly status: string;
    readonly reason: string;
    readonly message: string;
  };
  /** The tick in one sentence. */
  readonly why: CanaryReason;
}

export interface MetricSample {
  /** Null where there is no number. */
  readonly value: number | null;
  /** `25 %`, `no data`, `NaN`, `error 503` */
  readonly text: string;
  readonly passed: boolean;
}

export interface WebhookSample {
  /** `waits`: a gate that is closed. */
  readonly result: "passed" | "failed" | "waits";
  /** `200`, `500, 3 times` */
  readonly text: string;
}

/** `edit`: what people did before the tick; else an event in Flagger's own words. */
export interface CanarySaying {
  readonly type: "edit" | "event" | "warning";
  readonly text: string;
}

/** Ends for many pairs of values: where it promotes, where it rolls back. */
export interface CanaryMatrix {
  readonly across: CanaryAxis;
  readonly down: CanaryAxis;
  /** By row, then column. `P` promoted, `R` rolled back, `N` never ends, `S` anything else. */
  readonly outcomes: readonly string[];
  /** The tick at the end, in the same order. */
  readonly ticks: readonly (readonly number[])[];
}

export interface CanaryAxis {
  /** Name of a metric; empty: the tick from which the other one holds. */
  readonly metric: string;
  readonly label: string;
  readonly unit: string;
  readonly values: readonly number[];
}

/** The real run of the Canary in the pinned cluster. */
export type LiveCanary =
  | Unseen
  | {
      readonly kind: "seen";
      readonly context: string;
      /** Absent where the cluster has no such Canary. */
      readonly run?: LiveRun;
    };

/** How the rollout in the cluster is; times are milliseconds since 1970. */
export interface LiveRun {
  readonly phase: string;
  readonly mood: "good" | "bad" | "open";
  /** What it does or waits for: `waits for approval of the rollout` */
  readonly words: string;
  /** Percent of the traffic. */
  readonly weight: number;
  readonly iteration?: { readonly done: number; readonly of: number };
  readonly failedChecks: number;
  readonly threshold: number;
  /** When the new revision was noticed; absent where no event tells of it any more. */
  readonly since?: number;
  /** When Flagger looks again, as far as its last word tells; absent at rest. */
  readonly nextTick?: number;
  /** Seconds between two ticks. */
  readonly interval: number;
  readonly samples: readonly LiveSample[];
  /** Newest first. */
  readonly events: readonly LiveEvent[];
  /** What the last failed check said. */
  readonly failedCheck?: string;
  /** Why it ended as it did. */
  readonly ending?: string;
  readonly gates: readonly LiveGate[];
  readonly actions: readonly LiveAction[];
}

/** What an event told of the traffic. */
export interface LiveSample {
  /** Seconds since the new revision was noticed. */
  readonly at: number;
  readonly weight: number;
  /** A check failed then. */
  readonly isFailed: boolean;
}

export interface LiveEvent {
  readonly at: number;
  readonly isWarning: boolean;
  readonly text: string;
}

/** A gate of the load tester that the Canary declares. */
export interface LiveGate {
  readonly name: string;
  /** `confirm-rollout`; `rollback` for the switch that rolls back. */
  readonly type: string;
  /** Why it cannot be opened or closed by this user; absent where it can. */
  readonly refusal?: string;
}

export interface LiveAction {
  readonly name: LiveActionName;
  /** Why this user cannot do it; absent where it can be done. */
  readonly refusal?: string;
}

export const liveActions = ["suspend", "resume", "restart"] as const;

export type LiveActionName = (typeof liveActions)[number];

/** To the view. Answers carry the number of the question. */
export type ToCanaryView =
  /** What to show where the view remembers nothing of its own. */
  | { readonly type: "start"; readonly state: CanaryViewState }
  | {
      readonly type: "picture";
      readonly number: number;
      readonly picture: CanaryPicture<unknown>;
    }
  | { readonly type: "routing"; readonly number: number; readonly routing: CanaryRouting }
  | { readonly type: "matrix"; readonly number: number; readonly matrix: CanaryMatrix }
  | { readonly type: "no-matrix"; readonly number: number; readonly problem: string }
  | { readonly type: "problem"; readonly number: number; readonly problem: string }
  /** Play this instead; the text of a scenario file that the person has opened. */
  | { readonly type: "scenario"; readonly text: string }
  /** Ask again: files have changed. */
  | { readonly type: "changed" }
  | { readonly type: "live"; readonly live: LiveCanary };

/** What a view asks is about the Canary that its panel shows. */
export type CanaryPlay = Omit<CanaryQuestion, "id">;

/** From the view. */
export type FromCanaryView =
  | { readonly type: "ready" }
  | { readonly type: "draw"; readonly number: number; readonly play: CanaryPlay }
  | {
      readonly type: "routing";
      readonly number: number;
      readonly play: CanaryPlay;
      readonly tick: number;
    }
  | { readonly type: "matrix"; readonly number: number; readonly play: CanaryPlay }
  /** Show a place of the picture that was the answer of this number. */
  | { readonly type: "reveal"; readonly picture: number; readonly place: PlaceIndex }
  /** Write the changed values to the files. */
  | { readonly type: "apply"; readonly changes: readonly FieldChange[] }
  /** Show the report as a document. */
  | { readonly type: "text"; readonly play: CanaryPlay }
  | { readonly type: "save"; readonly scenario: string }
  | { readonly type: "open" }
  /** Look at the pinned cluster. */
  | { readonly type: "look" }
  | { readonly type: "act"; readonly action: LiveActionName }
  /** Open or close a gate, by its index. */
  | { readonly type: "gate"; readonly gate: number; readonly isOpening: boolean };

/** What a panel remembers over a reload of the window. */
export interface CanaryViewState {
  readonly id: string;
  /** `faces/face` */
  readonly label: string;
  readonly play: CanaryPlay;
  readonly tick: number;
}
