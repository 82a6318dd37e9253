import type { JsonSchema } from "./jsonSchema.ts";

/** The schemas there are. The host reads them from wherever it keeps them; the engine asks only here. */
export interface SchemaCatalogue {
  /** `undefined`: a kind we do not know, or no longer have a schema of. Loads on first use, synchronously. */
  readonly find: (apiVersion: string, kind: string) => KindSchema | undefined;
  /** Every version of every kind we have heard of, also those without a schema. */
  readonly kinds: readonly KindInfo[];
}

/** What is known of one version of one kind without reading its schema. */
export interface KindInfo {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Absent for what is no resource of an API server, as kustomization.yaml. */
  readonly plural?: string;
  readonly scope: Scope;
  readonly project: Project;
  /** The upstream page of this kind. */
  readonly documentation: string;
  /** Does the newest release of the project still serve this version? */
  readonly served: boolean;
  /** Releases of the project: `2.8` of Flux, `1.25` of Kubernetes. */
  readonly since?: string;
  readonly deprecatedSince?: string;
  readonly removedIn?: string;
  /** The apiVersion to use instead, group included: `batch/v1`. */
  readonly replacedBy?: string;
}

export type Scope = "Namespaced" | "Cluster";

export type Project =
  | "flux"
  | "flux-operator"
  | "flagger"
  | "kustomize"
  | "gateway-api"
  | "smi"
  | "kubernetes";

export interface KindSchema {
  readonly info: KindInfo;
  /** Every way in which the value breaks the schema; empty when it does not. Never throws. */
  readonly validate: (value: unknown) => readonly SchemaError[];
  /** Read on first use: only whoever explains or completes needs it. */
  readonly schema: JsonSchema;
}

/** One broken keyword, in ajv's words (https://ajv.js.org/api.html#error-objects). */
export interface SchemaError {
  /** JSON pointer of the offending value. */
  readonly instancePath: string;
  /** JSON pointer of the keyword in the schema; counts from the root, or from a definition: `#/definitions/…`. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}
