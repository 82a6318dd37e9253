import type { ObjectIdentity } from "./cluster.ts";
import { request } from "./request.ts";

/** Where an object of a cluster is written: its manifest, or what a build makes it from. */
export const placesOf = request<ObjectIdentity, readonly ObjectPlace[]>("flightpath/placesOf");

export interface ObjectPlace {
  readonly uri: string;
  /** Counted from 0. */
  readonly line: number;
  readonly character: number;
  /** `apps/base/web.yaml:3`, counted from 1. */
  readonly label: string;
  /** Labels of the builds that make the object from there; none: no build takes it up. */
  readonly builds: readonly string[];
}

/** The object as each build of the workspace gives it: what Flux would apply. */
export const builtObject = request<BuiltObjectQuestion, BuiltObjectAnswer>(
  "flightpath/builtObject",
);

export interface BuiltObjectQuestion {
  readonly identity: ObjectIdentity;
  /** Any text; digests of the values of Secrets are made with it, so that nobody else can use them. */
  readonly salt: string;
}

export interface BuiltObjectAnswer {
  /** Those of Flux first. */
  readonly found: readonly BuiltObjectItem[];
  /** Builds that fail, each with its sentence: the object may be missing because of them. */
  readonly problems: readonly string[];
}

export interface BuiltObjectItem extends BuildNames {
  /** The object as JSON says it; values of Secrets are `**REDACTED**`. */
  readonly object: { readonly [field: string]: unknown };
  /**
   * For a Secret, by key of its `data`: SHA-256 in hexadecimal of the salt and the value in base64.
   * A value that is encrypted in its file has none.
   */
  readonly digests: { readonly [key: string]: string };
}

/** The build that an object comes from. */
export interface BuildNames {
  readonly id: string;
  /** `Kustomization flux-system/apps`. */
  readonly label: string;
  /** `clusters/prod · apps/prod · 12 objects`. */
  readonly detail: string;
  /** NAMESPACE/NAME of the Flux Kustomization that applies it; absent for a folder without Flux. */
  readonly kustomization?: string;
}

/** What a Flux Kustomization would apply, by each build of it: one for every cluster that has it. */
export const builtBy = request<
  { readonly namespace?: string; readonly name: string },
  BuiltByAnswer
>("flightpath/builtBy");

export type BuiltByAnswer = readonly (BuildNames & {
  readonly objects: readonly ObjectIdentity[];
  /** Why there are none, in one sentence. */
  readonly error?: string;
})[];

/** Prints values as YAML documents, with the fields in the order in which people expect them. */
export const printYaml = request<{ readonly values: readonly unknown[] }, string>(
  "flightpath/printYaml",
);
