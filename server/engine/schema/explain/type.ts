import { type Path, type Scalar, scalarOf } from "../../node.ts";
import { typeInWords } from "../describe.ts";
import { grammarOf } from "../duration.ts";
import type { SchemaFinding, SchemaFix } from "../finding.ts";
import type { JsonType } from "../jsonSchema.ts";
import { emptyValue } from "./empty.ts";
import { type Field, fieldAt } from "./fieldAt.ts";
import { needsQuotes } from "./needsQuotes.ts";
import { nameOf, quoted, refusal, type Subject, viewAt } from "./subject.ts";
import { wrongDuration } from "./text.ts";

/** A value of another type than the schema asks for. */
export function wrongType(
  subject: Subject,
  path: Path,
  expected: readonly JsonType[],
): SchemaFinding | undefined {
  const field = fieldAt(subject.root, path);
  const view = viewAt(subject, path) ?? { root: {}, parts: [{ type: expected }] };
  const scalar = scalarOf(field.node);
  if (!field.node || scalar?.value === null) return emptyValue(subject, path, field, view);
  const grammar = view.parts.map(grammarOf).find((it) => it !== undefined);
  if (grammar && scalar) return wrongDuration(subject, path, field, scalar.text, grammar);
  if (scalar && expected.join() === "string") return needsQuotes(subject, path, field, scalar);
  const fix = scalar && otherSpelling(scalar, expected);
  const remedy = fix?.title.startsWith("Remove") ? " because of its quotes" : "";
  const wanted = withArticle(typeInWords(view));
  return {
    code: "wrong-type",
    span: field.valueSpan,
    path,
    message: `${nameOf(subject, path)} takes ${wanted}; ${found(subject, field)}${remedy}. ${refusal(subject)}`,
    ...(fix && field.own && { fix }),
  };
}

function found(subject: Subject, { node }: Field): string {
  const scalar = scalarOf(node);
  if (!scalar) return `this is ${node?.kind === "sequence" ? "a list" : "an object"}`;
  const types = { string: "text", number: "a number", boolean: "a boolean", object: "nothing" };
  return `${quoted(subject, scalar.text)} is ${types[typeof scalar.value as keyof typeof types]}`;
}

const withArticle = (words: string): string =>
  /^(text|true|anything|nothing)/.test(words)
    ? words
    : `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;

/** What was meant, where that is clear: quotes too many, `yes` for `true`, the one item of a list. */
function otherSpelling(
  { value, text, style }: Scalar,
  expected: readonly JsonType[],
): SchemaFix | undefined {
  const [type] = expected;
  const on = "value";
  if (expected.length !== 1 || !type) return undefined;
  if (type === "array" && style === "plain" && /^[\w./:@-]+$/.test(text)) {
    return { title: "Make it a list", on, text: `[${text}]` };
  }
  if (typeof value !== "string") return undefined;
  if (bare[type]?.test(value)) return { title: "Remove the quotes", on, text: value };
  const boolean = type === "boolean" ? booleans.get(value.toLowerCase()) : undefined;
  return boolean === undefined ? undefined : { title: `Write ${boolean}`, on, text: boolean };
}

/** What a value of that type looks like without quotes. */
const bare: Partial<Record<JsonType, RegExp>> = {
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
};

const booleans = new Map([
  ["yes", "true"],
  ["on", "true"],
  ["true", "true"],
  ["no", "false"],
  ["off", "false"],
  ["false", "false"],
]);
