import type { Path } from "../node.ts";
import type { Span } from "../source.ts";

export type SchemaCode =
  | "unknown-field"
  | "wrong-type"
  | "wrong-enum"
  | "wrong-duration"
  | "wrong-pattern"
  | "required-field"
  | "wrong-value";

/** One way in which an object breaks the schema of its kind. */
export interface SchemaFinding {
  readonly code: SchemaCode;
  /** The exact key or value; counts from the start of the document. */
  readonly span: Span;
  /** The field, from the root of the object. */
  readonly path: Path;
  readonly message: string;
  /** Where it is no error: what the code stands for elsewhere is refused, this is not. */
  readonly severity?: "warning";
  /** Of `required-field`: the fields any of which would do. Their values may be missing too. */
  readonly missing?: readonly string[];
  /** Where just one thing can be meant. */
  readonly fix?: SchemaFix;
}

/** Writes `text`, which is YAML, over the key or the value of the field. */
export interface SchemaFix {
  readonly title: string;
  readonly on: "key" | "value";
  readonly text: string;
}
