import type { BuiltObject } from "./built.ts";
import { type Configuration, emptyConfiguration, mergeConfigurations } from "./configuration.ts";
import type { Context, SchemaSetting } from "./context.ts";
import type { Kustomization } from "./kustomization.ts";
import type { Loader } from "./loading.ts";
import { type ObjectSet, objectSet } from "./objectSet.ts";
import { mergeVarSets, type VarSet } from "./vars.ts";

/** What a kustomization gives to the one that includes it (kustomize.md §3, steps 1 to 8). */
export interface Accumulated {
  readonly objects: readonly BuiltObject[];
  readonly configuration: Configuration;
  readonly vars: VarSet;
  /** The one in use from here on. */
  readonly schema: SchemaSetting;
  readonly kustomization: Kustomization;
}

/** One kustomization at work. */
export interface Target {
  readonly loader: Loader;
  readonly kustomization: Kustomization;
  /** Name of its file. */
  readonly fileName: string;
  readonly context: Context;
  readonly state: State;
}

/** What is gathered. A component works on that of the kustomization that includes it. */
export interface State {
  readonly objects: ObjectSet;
  configuration: Configuration;
  vars: VarSet;
}

/** As what a kustomization is built; a root may come with a kustomization in the place of its file. */
export type Role =
  | { readonly as: "root"; readonly kustomization: Kustomization | undefined }
  | { readonly as: "base" }
  | { readonly as: "component"; readonly state: State };

/** Builds one kustomization; handed down, because kustomizations include one another. */
export type Accumulate = (loader: Loader, context: Context, role: Role) => Accumulated;

/** What a base gave becomes part of the whole. */
export function mergeState(state: State, more: Omit<Accumulated, "schema" | "kustomization">) {
  state.objects.append(more.objects);
  state.configuration = mergeConfigurations(state.configuration, more.configuration);
  state.vars = mergeVarSets(state.vars, more.vars);
}

export const emptyState = (): State => ({
  objects: objectSet(),
  configuration: emptyConfiguration,
  vars: new Map(),
});
