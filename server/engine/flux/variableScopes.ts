import type { RenderingFacts } from "../builtTables.ts";
import { FLUX_KUSTOMIZE } from "../identity.ts";
import { type Path, startsWith } from "../node.ts";
import { type Resource, resourcesOf, treeOf } from "../resource.ts";
import type { View } from "../view.ts";
import type { WorkspaceFile } from "../workspace.ts";
import type { YamlDocument } from "../yaml.ts";
import { isOptedOut, type Substitution } from "./substitution.ts";
import {
  type Definition,
  mayBeDefined,
  type VariableSource,
  type Variables,
  winnerOf,
} from "./variables.ts";
import { usesInText, usesInYaml, type VariableUse } from "./variableUses.ts";

/** A build that puts in values for variables. */
export interface VariableScope extends RenderingFacts {
  readonly substitution: Substitution;
}

/** The variables that a document of a file uses, as YAML or, where it becomes a value as it is, as text. */
export const usesInDocument = (
  view: View,
  path: string,
  document: YamlDocument,
): readonly VariableUse[] =>
  isData(view, view.file(path)) ? usesInText(document) : usesInYaml(document);

/** Is the file read by generators alone? */
function isData(view: View, file: WorkspaceFile | undefined): boolean {
  if (!file || file.data !== undefined) return true;
  const listers = view.listersOf(file.path);
  return (
    listers.length > 0 &&
    listers.every(
      ({ reference: { row } }) => row.target.type === "path" && row.target.role === "data",
    )
  );
}

/** The builds that put in values at a place of a document. */
export function scopesAt(
  view: View,
  path: string,
  document: YamlDocument,
  at: Path,
): readonly VariableScope[] {
  const resource = resourcesOf(document, path).find((it) => startsWith(at, it.at));
  const scopes = view.substitutedIn(path).filter(isScope);
  if (!resource) return scopes;
  const applying = scopes.filter((it) => !isLeftAlone(view, resource, it));
  // What the parent of a Kustomization replaces never gets into its patches.
  return applying.some((it) => !isOff(it)) ? applying : ownScopes(view, resource, at);
}

const isScope = (it: RenderingFacts): it is VariableScope => it.substitution !== undefined;

/** The builds of a Flux Kustomization itself, in whose patches the place is: they go into what it applies. */
function ownScopes(view: View, resource: Resource, at: Path): readonly VariableScope[] {
  const { group, kind, name, document } = resource;
  if (group !== FLUX_KUSTOMIZE || kind !== "Kustomization") return [];
  if (!startsWith(at.slice(resource.at.length), ["spec", "patches"])) return [];
  return view
    .definedBy(document)
    .filter(isScope)
    .filter((it) => it.name.kustomization?.split("/")[1] === name);
}

/** Does the object refuse substitution, as it is written or as that build makes it? */
function isLeftAlone(view: View, resource: Resource, { name }: VariableScope): boolean {
  const built = view.builtFrom(resource).filter((it) => it.built?.rendering.id === name.id);
  const all = built.length > 0 ? built : [resource];
  return all.every((it) => {
    const tree = treeOf(it);
    return tree !== undefined && isOptedOut(tree);
  });
}

/**
 * What becomes of a variable in one build. `unknown`: nothing here sets it, and some source is not here; `off`: nothing
 * is substituted at all.
 */
export type Outcome =
  | {
      readonly type: "set";
      readonly winner: Definition;
      /** Those that do not count, the strongest first. */
      readonly over: readonly Definition[];
      /** What is not here, and would come before the winner. */
      readonly unless: readonly VariableSource[];
    }
  | { readonly type: "unknown"; readonly sources: readonly VariableSource[] }
  | { readonly type: "unset" }
  | { readonly type: "off" };

export function outcomeOf({ substitution }: VariableScope, name: string): Outcome {
  const { variables } = substitution;
  const winner = winnerOf(variables, name);
  if (winner) {
    const over = (variables.definitions.get(name) ?? []).slice(0, -1).reverse();
    return { type: "set", winner, over, unless: strongerUnknown(variables, winner) };
  }
  if (mayBeDefined(variables)) {
    return { type: "unknown", sources: variables.sources.filter(isUnknown) };
  }
  return { type: isOff({ substitution }) ? "off" : "unset" };
}

/** Without any variable nothing is replaced, not even by defaults. */
const isOff = ({ substitution: { variables, always } }: Pick<VariableScope, "substitution">) =>
  variables.definitions.size === 0 && !always && !mayBeDefined(variables);

const isUnknown = ({ state }: VariableSource): boolean => state === "unknown";

const strongerUnknown = (
  { sources }: Variables,
  { source }: Definition,
): readonly VariableSource[] => sources.slice(sources.indexOf(source) + 1).filter(isUnknown);
