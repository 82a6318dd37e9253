import type { FieldChange } from "./fieldChange.ts";
import { notification } from "./notification.ts";
import { request } from "./request.ts";

/** The scheme of documents that show how a rollout goes. They are read-only. */
export const SIMULATION_SCHEME = "flightpath-simulation";

/** One Canary, as lists show it. */
export interface CanaryItem {
  /** Opaque. */
  readonly id: string;
  /** `faces/face` */
  readonly label: string;
  /** Its strategy in words. */
  readonly detail: string;
  /** `clusters/prod`; empty where no build takes it up. */
  readonly build: string;
}

/** The Canaries at a place: of a file, or of the object at a line of it, counted from 0; all without a URI. */
export const canariesAt = request<CanariesQuestion, readonly CanaryItem[]>("flightpath/canariesAt");

export interface CanariesQuestion {
  readonly uri?: string;
  readonly line?: number;
}

/** The scenario files of the workspace. */
export const scenarioFiles = request<Record<string, never>, readonly ScenarioFile[]>(
  "flightpath/scenarioFiles",
);

export interface ScenarioFile {
  readonly uri: string;
  /** As lists show it: `apps/face-errors.scenario.json`. */
  readonly label: string;
}

/** What may happen to any Canary, by name. */
export const presets = ["healthy", "errors", "no-traffic", "gate-closed", "not-ready"] as const;

export type PresetName = (typeof presets)[number];

/** How the rollout of a Canary goes, as text. */
export const simulateCanary = request<SimulationQuestion, { readonly text: string }>(
  "flightpath/simulateCanary",
);

/** A preset, or the text of a scenario file; `healthy` without both. */
export interface SimulationQuestion {
  readonly id: string;
  readonly preset?: PresetName;
  readonly scenario?: string;
  /** What if these fields were different? */
  readonly changes?: readonly FieldChange[];
}

/** Rollouts that were asked for may go another way now. */
export const simulationsChanged = notification<Record<string, never>>(
  "flightpath/simulationsChanged",
);
