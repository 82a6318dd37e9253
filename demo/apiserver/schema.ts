import type { Json } from "../../server/engine/canary/json.ts";
import { types } from "./kubernetes.ts";

/** Fields by their number in protobuf; a table where the fields of another type stand in this one. */
export interface FieldNumbers {
  readonly [number: string]: string | FieldNumbers;
}

/** The type of a value as OpenAPI v3 of Kubernetes tells it: of built-in kinds and of CustomResourceDefinitions. */
export interface Schema {
  readonly $ref?: string;
  readonly fields?: FieldNumbers;
  /** Fields in which a zero is a value, and not the lack of one. */
  readonly pointers?: readonly string[];
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly Json[];
  readonly default?: Json;
  readonly nullable?: boolean;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly "x-kubernetes-list-type"?: "atomic" | "set" | "map";
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
  readonly "x-kubernetes-map-type"?: "atomic" | "granular";
  readonly "x-kubernetes-patch-merge-key"?: string;
  readonly "x-kubernetes-patch-strategy"?: string;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-embedded-resource"?: boolean;
  readonly "x-kubernetes-group-version-kind"?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

/** The type itself where a schema only names it. */
export function resolved(schema: Schema | undefined): Schema | undefined {
  return schema?.$ref === undefined ? schema : types[schema.$ref];
}

/** The type of the field of an object; `undefined` where nothing is known of it. */
export function fieldSchema(schema: Schema | undefined, key: string): Schema | undefined {
  const type = resolved(schema);
  if (type?.properties && Object.hasOwn(type.properties, key)) return type.properties[key];
  const rest = type?.additionalProperties;
  return typeof rest === "object" ? rest : undefined;
}

/** The short name of a type of Kubernetes: `DeploymentSpec`. */
export const typeName = (schema: Schema | undefined): string =>
  schema?.$ref?.slice(schema.$ref.lastIndexOf(".") + 1) ?? "";

export const METADATA = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
