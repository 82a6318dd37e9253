/**
 * The part of JSON Schema draft-07 that our schemas use, and the extras that the editor reads.
 * Properties stand in the order in which a person writes them.
 */
export interface JsonSchema {
  readonly $id?: string;
  /** Always local: `#/definitions/name`. */
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly description?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: readonly JsonLeaf[];
  readonly const?: JsonLeaf;
  readonly default?: unknown;

  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly minProperties?: number;
  readonly maxProperties?: number;

  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;

  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;

  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;

  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;

  readonly deprecated?: boolean;
  /** The release of the project that brought the field: `2.9`. */
  readonly "x-since"?: string;
  /** The same for values of `enum`. */
  /** Installations add values of their own to the enumeration. */
  readonly "x-extended"?: boolean;
  readonly "x-enum-since"?: Readonly<Record<string, string>>;
  /** At the root: field names may be written in any case. */
  readonly "x-case-insensitive"?: boolean;
  readonly "x-kubernetes-int-or-string"?: boolean;
  /** Anything may stand here: `additionalProperties` says nothing. */
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
}

export type JsonType = "object" | "array" | "string" | "number" | "integer" | "boolean" | "null";

export type JsonLeaf = string | number | boolean | null;
