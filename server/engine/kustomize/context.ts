import type { Whereabouts } from "./buildMetadata.ts";
import type { BuildNote } from "./built.ts";
import type { MergeSchema } from "./mergeSchema.ts";
import type { Accumulate } from "./target.ts";
import type { Way } from "./together.ts";

/** What comes down from the root of a build, and what is told on the way. */
export interface Context {
  /** Leave out what cannot be had, and say so, instead of stopping. */
  readonly lenient: boolean;
  /** Where this kustomization stands, when the root wants annotations that tell it. */
  readonly at: Whereabouts | undefined;
  /** The nearest namespace above; kustomize hands it to charts and to nothing else. */
  readonly namespaceAbove: string;
  /** One for each kustomization that is built by itself. */
  readonly log: Log;
  readonly ways: Ways;
  /** Settings that hold from where they are made until the end of the build. */
  readonly settings: BuildSettings;
  readonly accumulate: Accumulate;
}

/** What became of the objects in the steps of a kustomization, and of the components that it includes. */
export interface Ways {
  /** In the build before; absent for the first. */
  readonly earlier: ReadonlyMap<string, Way> | undefined;
  readonly now: Map<string, Way>;
}

/** Filled in while a kustomization is built. */
export interface Log {
  readonly warnings: string[];
  readonly notes: BuildNote[];
  /** Folders that were entered. */
  readonly entered: Set<string>;
  /** Was something decided by what led here? */
  chain: boolean;
  /** Does it lack objects, because they lie elsewhere or are yet to be written? Then what nothing is found for is no mistake. */
  lacks: boolean;
  /** How many kustomizations are below this one, in the longest chain. */
  depth: number;
  /** What was done here with the built-in schema. */
  builtin: BuiltinUse;
  /** Did it matter what had been done with it before? */
  askedBuiltin: boolean;
}

/**
 * What kustomize has done so far with its built-in schema: nothing, put off reading it, or read it. A schema of the
 * user's own adds to what was read, comes before what was put off, and else stands alone.
 */
export type BuiltinUse = "none" | "delayed" | "read";

/** The schema in use; set by the first kustomization that asks for one (kustomize.md §21.3). */
export interface BuildSettings {
  schema: SchemaSetting;
  builtin: BuiltinUse;
}

export interface SchemaSetting {
  /** Tells settings apart: the path of the file, or the version. */
  readonly name: string;
  readonly merge: MergeSchema;
  readonly scopes: ReadonlyMap<string, "cluster" | "namespaced">;
  /** Ends the build, as looking into the schema does; absent where nothing is wrong with it. */
  readonly refuse?: () => never;
}

export const emptyLog = (): Log => ({
  warnings: [],
  notes: [],
  entered: new Set(),
  chain: false,
  lacks: false,
  depth: 0,
  builtin: "none",
  askedBuiltin: false,
});

/** Says that the built-in schema was used. */
export function noteBuiltin({ log, settings }: Pick<Context, "log" | "settings">, use: BuiltinUse) {
  log.builtin = further(log.builtin, use);
  settings.builtin = further(settings.builtin, use);
}

/** The use that goes further. */
const further = (a: BuiltinUse, b: BuiltinUse): BuiltinUse =>
  USES.indexOf(a) < USES.indexOf(b) ? b : a;

const USES: readonly BuiltinUse[] = ["none", "delayed", "read"];
