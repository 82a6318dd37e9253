import type { WirePlace } from "./canary.ts";
import type { ObjectIdentity } from "./cluster.ts";
import { notification } from "./notification.ts";
import { request } from "./request.ts";

/** What a file, or the document at a line of it, is in a cluster. */
export interface ObjectsQuestion {
  readonly uri: string;
  /** Counted from 0. Absent: all of the file. */
  readonly line?: number;
}

/** The objects of a file as they are applied: one entry for each build that gives it; as written where none does. */
export const objectsIn = request<ObjectsQuestion, readonly FileObject<WirePlace>[]>(
  "flightpath/objectsIn",
);

/** `Place` is how a place in a file is told: by offsets inside the engine, by line and column outside. */
export interface FileObject<Place> {
  /** With the namespace and name that the build gives it. */
  readonly identity: ObjectIdentity;
  /** All of it, from its first word. */
  readonly place: Place;
  /** Where it says what it is: for findings about the whole. */
  readonly head: Place;
  /** The Flux Kustomization that applies it; absent where none of the workspace does. */
  readonly appliedBy?: ObjectIdentity;
  /** What names the source of its files, where it is one of Flux's objects with a source. */
  readonly source?: ObjectIdentity;
  /** The folder of the cluster's entry point, as people read it; absent without Flux. */
  readonly cluster?: string;
  /** What it waits for, each at the entry that says so. */
  readonly dependsOn: readonly NamedObject<Place>[];
}

/** An object that a field names. */
export interface NamedObject<Place> {
  readonly identity: ObjectIdentity;
  readonly place: Place;
}

/** Who brings a file into clusters: one answer for each cluster that takes it up. */
export const carriersOf = request<{ readonly uri: string }, readonly Carrier[]>(
  "flightpath/carriersOf",
);

export interface Carrier {
  /** The folder of the cluster's entry point, as people read it. */
  readonly cluster: string;
  /** The Kustomizations whose builds read the file, outermost first: the first one applies it, or applies who does. */
  readonly steps: readonly CarrierStep[];
  /**
   * What the first of these waits for and what has the same source, in the order in which it is ready: Flux applies a
   * new revision only after it has arrived there.
   */
  readonly before: readonly ObjectIdentity[];
  /** What the first of these leads to: Kustomizations and HelmReleases that are reconciled with it. */
  readonly below: readonly ObjectIdentity[];
  /** Canaries that these apply, or whose targets they apply. */
  readonly canaries: readonly ObjectIdentity[];
}

export interface CarrierStep {
  readonly kustomization: ObjectIdentity;
  /** Where its files come from. */
  readonly source?: ObjectIdentity;
}

/** The values in pod templates that decide which version runs, each at the very line that sets it. */
export const templateFieldsOf = request<
  { readonly workloads: readonly ObjectIdentity[] },
  readonly TemplateField<WirePlace>[]
>("flightpath/templateFieldsOf");

export interface TemplateField<Place> {
  readonly workload: ObjectIdentity;
  readonly cluster?: string;
  readonly container: string;
  readonly field: "image" | "env";
  /** Of the variable; empty for an image. */
  readonly name: string;
  readonly value: string;
  /** The value itself, be it in the manifest, in a patch or in a kustomization file. */
  readonly place: Place;
}

/** What these requests answer may be different now. */
export const objectsChanged = notification<Record<string, never>>("flightpath/objectsChanged");
