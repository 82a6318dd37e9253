import type { Schema } from "./schema.ts";

/** One kind in one served version. */
export interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly string[];
  readonly schema: Schema;
  /** Where its objects are kept; several versions share one place. */
  readonly storage: string;
  /** From a CustomResourceDefinition. */
  readonly isCustom: boolean;
  /** What `kubectl get` prints, where a definition says so. */
  readonly columns: readonly Column[];
  readonly listKind?: string;
  readonly scale?: ScalePaths;
}

/** A column of a CustomResourceDefinition. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly priority?: number;
  readonly jsonPath: string;
}

/** Where a custom kind keeps what its scale subresource shows. */
export interface ScalePaths {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}

export const apiVersionOf = ({ group, version }: Pick<Kind, "group" | "version">): string =>
  group === "" ? version : `${group}/${version}`;

/** `deployments.apps`, as the API server names a resource in its errors. */
export const resourceName = ({ plural, group }: Pick<Kind, "group" | "plural">): string =>
  group === "" ? plural : `${plural}.${group}`;

/** `Deployment.apps`, as it names a kind. */
export const kindName = ({ kind, group }: Pick<Kind, "group" | "kind">): string =>
  group === "" ? kind : `${kind}.${group}`;
