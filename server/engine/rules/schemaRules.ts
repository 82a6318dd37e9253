import type { Severity } from "./rule.ts";

/** What is found by the YAML reader and the schemas; no rule of its own each, but a code, a severity and a page. */
export interface SchemaRule {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly explanation: string;
}

export const schemaRules: readonly SchemaRule[] = [
  {
    code: "yaml-syntax",
    severity: "error",
    title: "Not valid YAML",
    explanation:
      "The text cannot be read as YAML, so nothing of this document is applied; in a folder without a kustomization file the whole build fails.",
  },
  {
    code: "duplicate-key",
    severity: "error",
    title: "Key written twice",
    explanation:
      "A mapping holds the same key twice. kustomize refuses such a file; other tools silently keep one of the two.",
  },
  {
    code: "unknown-field",
    severity: "error",
    title: "Field that does not exist",
    explanation:
      "The kind has no such field. Flux applies custom resources with server-side apply, which rejects unknown fields and with them the whole Kustomization; elsewhere the field is dropped without a word.",
  },
  {
    code: "wrong-type",
    severity: "error",
    title: "Value of the wrong type",
    explanation: "The field holds another type of value than the API server accepts.",
  },
  {
    code: "wrong-enum",
    severity: "error",
    title: "Value that is not among those allowed",
    explanation: "The field takes one of a fixed set of values and this is none of them.",
  },
  {
    code: "wrong-duration",
    severity: "error",
    title: "Not a duration",
    explanation:
      "The text is no duration in the grammar of this field. Flux takes 30s, 5m, 1h30m; the timeout of a source takes no hours; Flagger takes seconds and minutes.",
  },
  {
    code: "wrong-pattern",
    severity: "error",
    title: "Text of the wrong form",
    explanation: "The text does not have the form that the API server demands of this field.",
  },
  {
    code: "wrong-value",
    severity: "error",
    title: "Value that is not allowed",
    explanation:
      "The value breaks a limit of this field, or fields that exclude each other stand together.",
  },
  {
    code: "required-field",
    severity: "error",
    title: "Required field missing",
    explanation:
      "The API server rejects the object without this field. Not reported where a parent may patch it in.",
  },
];
