import { type Path, type Scalar, scalarOf } from "../../node.ts";
import { typeInWords } from "../describe.ts";
import { grammarOf } from "../duration.ts";
import type { SchemaView } from "../explore.ts";
import type { SchemaFinding, SchemaFix } from "../finding.ts";
import type { JsonType } from "../jsonSchema.ts";
import { isRequired } from "./field.ts";
import { type Field, fieldAt } from "./fieldAt.ts";
import { nameOf, quoted, refusal, type Subject, viewAt } from "./subject.ts";
import { wrongDuration } from "./text.ts";

/** A value of another type than the schema asks for. */
export function wrongType(
  subject: Subject,
  path: Path,
  expected: readonly JsonType[],
): SchemaFinding | undefined {
  const field = fieldAt(subject.root, path);
  const view = viewAt(subject, path);
  const scalar = scalarOf(field.node);
  if (!field.node || scalar?.value === null) return empty(subject, path, field, view);
  const grammar = view?.parts.map(grammarOf).find((it) => it !== undefined);
  if (grammar && scalar) return wrongDuration(subject, path, field, scalar.text, grammar);
  const fix = field.own ? fixOf(scalar, expected) : undefined;
  return {
    code: "wrong-type",
    span: field.valueSpan,
    path,
    message: sentence(subject, path, view, scalar, expected, field),
    ...(fix && { fix }),
  };
}

/** `field:` with nothing behind it. Kubernetes' own decoders take it for absent; a custom resource is refused. */
function empty(
  subject: Subject,
  path: Path,
  field: Field,
  view: SchemaView | undefined,
): SchemaFinding | undefined {
  if (subject.partial) return undefined;
  const name = nameOf(subject, path);
  if (isRequired(subject, path)) {
    const message = `${name} is empty, and has to be there.`;
    return { code: "required-field", span: field.keySpan, path, message, missing: [] };
  }
  const { project } = subject.kind.info;
  if (project === "kubernetes" || project === "kustomize" || path[0] === "metadata")
    return undefined;
  const parts = view?.parts ?? [];
  if (parts.some((it) => it.type === "object" || it.default !== undefined)) return undefined;
  const wanted = view ? `: write a value (${typeInWords(view)}) or remove it` : "";
  return {
    code: "wrong-type",
    span: field.keySpan,
    path,
    message: `${name} is empty${wanted}. ${refusal(subject)}`,
  };
}

function sentence(
  subject: Subject,
  path: Path,
  view: SchemaView | undefined,
  scalar: Scalar | undefined,
  expected: readonly JsonType[],
  { node }: Field,
): string {
  const name = nameOf(subject, path);
  if (scalar && expected.includes("string") && typeof scalar.value !== "string") {
    const type = typeof scalar.value === "number" ? "a number" : "true or false";
    const shown = quoted(subject, scalar.text).replace(/^"(.*)"$/, "$1");
    return `${name} takes text, and ${shown} without quotes is ${type}: quote it. ${refusal(subject)}`;
  }
  const wanted = view
    ? withArticle(typeInWords(view))
    : expected.map((it) => names[it]).join(" or ");
  const found = scalar
    ? `${quoted(subject, scalar.text)} is ${typeof scalar.value === "string" ? "text" : "none"}`
    : `this is ${node?.kind === "sequence" ? "a list" : "an object"}`;
  return `${name} takes ${wanted}; ${found}${remedy(scalar, expected)}. ${refusal(subject)}`;
}

const names: Readonly<Record<JsonType, string>> = {
  object: "an object",
  array: "a list",
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  null: "nothing",
};

const withArticle = (words: string): string => {
  if (/^(text|true|anything|nothing)/.test(words)) return words;
  return `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
};

function remedy(scalar: Scalar | undefined, expected: readonly JsonType[]): string {
  if (!scalar) return "";
  if (fixOf(scalar, expected)?.title.startsWith("Remove")) return " because of its quotes";
  return "";
}

/** Quotes too few or too many, and the one item of a list. */
function fixOf(scalar: Scalar | undefined, expected: readonly JsonType[]): SchemaFix | undefined {
  if (!scalar || expected.length !== 1) return undefined;
  const { value, text, style } = scalar;
  const [type] = expected;
  const on = "value";
  if (type === "string" && typeof value !== "string") {
    return { title: "Quote it", on, text: JSON.stringify(text) };
  }
  if (type === "array" && style === "plain")
    return { title: "Make it a list", on, text: `[${text}]` };
  if (typeof value !== "string") return undefined;
  const number = type === "integer" ? /^-?\d+$/ : type === "number" ? /^-?\d+(\.\d+)?$/ : undefined;
  const bare = type === "boolean" ? /^(true|false)$/ : number;
  if (bare?.test(value)) return { title: "Remove the quotes", on, text: value };
  const spelling = type === "boolean" ? booleans.get(value.toLowerCase()) : undefined;
  return spelling === undefined ? undefined : { title: `Write ${spelling}`, on, text: spelling };
}

const booleans = new Map([
  ["yes", "true"],
  ["on", "true"],
  ["true", "true"],
  ["no", "false"],
  ["off", "false"],
  ["false", "false"],
]);
