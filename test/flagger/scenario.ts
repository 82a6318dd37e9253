import type { JsonObject } from "../../server/engine/canary/json.ts";

/** One rollout to be recorded; the form of the fields is that of a recording. */
export interface Scenario {
  /** Two letters of the namespace and two digits; every name in the scenario begins with it. */
  readonly id: string;
  readonly title: string;
  readonly features: readonly string[];
  readonly provider: string;
  readonly namespace: string;
  readonly objects: readonly JsonObject[];
  readonly metrics: Readonly<Record<string, readonly MetricScript[]>>;
  readonly webhooks: Readonly<Record<string, readonly WebhookScript[]>>;
  readonly edits: readonly ScriptedEdit[];
  /** How many ticks are recorded. */
  readonly ticks: number;
}

export type MetricScript =
  | number
  | "NaN"
  | null
  | { readonly series: readonly (number | "NaN")[] }
  | { readonly status: number; readonly body?: string };

/** `delay`: milliseconds before the answer. */
export type WebhookScript =
  | number
  | { readonly status: number; readonly body?: string; readonly delay?: number };

export interface ScriptedEdit {
  readonly afterTick: number;
  readonly what: "patch" | "create" | "delete" | "pods" | "gateway";
  /** `Kind/name` */
  readonly object?: string;
  readonly body?: JsonObject;
  readonly match?: string;
  readonly count?: number;
  readonly ready?: boolean;
  /** Milliseconds. */
  readonly lag?: number;
}
