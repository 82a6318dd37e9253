import { get, jsonOf, mappingOf, type Node, type Path, scalarOf } from "../node.ts";
import type { KindSchema, SchemaError } from "./catalogue.ts";
import { wrongChoice } from "./explain/choice.ts";
import { requiredField, unknownField } from "./explain/field.ts";
import { fieldAt } from "./explain/fieldAt.ts";
import { isUnknown } from "./explain/isUnknown.ts";
import { wrongValue } from "./explain/limit.ts";
import { looseDurations } from "./explain/looseDurations.ts";
import { pathOf, type Subject, valueAt } from "./explain/subject.ts";
import { wrongEnum, wrongPattern } from "./explain/text.ts";
import { wrongType } from "./explain/type.ts";
import { yaml11Booleans } from "./explain/yaml11.ts";
import type { SchemaFinding } from "./finding.ts";
import type { JsonType } from "./jsonSchema.ts";

/** What is wrong with an object by the schema of its kind, in the order of the text. Values to be filled in pass. */
export function schemaProblems(
  root: Node | undefined,
  kind: KindSchema,
  { partial = false }: { readonly partial?: boolean } = {},
): readonly SchemaFinding[] {
  if (!root || !mappingOf(root)) return [];
  const value = jsonOf(root);
  const errors = kind.validate(value).slice(0, MOST);
  const sealed = mappingOf(get(root, "sops")) !== undefined;
  const subject: Subject = { kind, root, value, partial, sealed };
  const found = [
    ...(errors.length > 0 ? explainAll(subject, errors) : []),
    ...looseDurations(subject),
    ...yaml11Booleans(subject),
  ];
  return found.length > 1 ? inOrder(withoutConsequences(found)) : found;
}

/** Enough for a person; a file in which everything is wrong must not take long. */
const MOST = 300;

function explainAll(subject: Subject, errors: readonly SchemaError[]): readonly SchemaFinding[] {
  const choices = errors.filter((it) => it.keyword === "oneOf" || it.keyword === "anyOf");
  const isInside = (it: SchemaError, choice: SchemaError) =>
    it.schemaPath.startsWith(`${choice.schemaPath}/`) &&
    it.instancePath.startsWith(choice.instancePath);
  const explain = (error: SchemaError): readonly SchemaFinding[] => {
    const nested = choices.includes(error) ? errors.filter((it) => isInside(it, error)) : [];
    return explainOne(subject, error, nested, explain);
  };
  return errors.filter((it) => !choices.some((choice) => isInside(it, choice))).flatMap(explain);
}

function explainOne(
  subject: Subject,
  error: SchemaError,
  nested: readonly SchemaError[],
  explain: (error: SchemaError) => readonly SchemaFinding[],
): readonly SchemaFinding[] {
  const path = pathOf(error.instancePath, subject.value);
  const { node } = fieldAt(subject.root, path);
  if (isUnknown(node) || isCutOff(subject, path, node)) return [];
  // Of what is empty only the type is told.
  if (valueAt(subject.value, path) === null && !/^(type|anyOf|oneOf)$/.test(error.keyword))
    return [];
  const only = (it: SchemaFinding | undefined) => (it ? [it] : []);
  switch (error.keyword) {
    case "additionalProperties":
      return only(unknownField(subject, path, error));
    case "required":
      return only(requiredField(subject, path, String(error.params.missingProperty)));
    case "type":
      return only(wrongType(subject, path, [error.params.type].flat() as JsonType[]));
    case "enum":
    case "const":
      return only(wrongEnum(subject, path, error));
    case "pattern":
      return only(wrongPattern(subject, path, error));
    case "oneOf":
    case "anyOf":
      return wrongChoice(subject, path, error, nested, explain);
    default:
      return only(wrongValue(subject, path, error));
  }
}

/** A field whose name is only misspelt is not missing as well. */
function withoutConsequences(findings: readonly SchemaFinding[]): readonly SchemaFinding[] {
  const meant = findings.filter((it) => it.code === "unknown-field" && it.fix);
  const isMeant = ({ path, missing }: SchemaFinding) =>
    meant.some(
      (it) =>
        missing?.includes(it.fix?.text ?? "") &&
        JSON.stringify(it.path.slice(0, -1)) === JSON.stringify(path),
    );
  return meant.length === 0 ? findings : findings.filter((it) => !isMeant(it));
}

/** Of a document that unfolds without end (aliases of aliases) only the beginning has become JSON. */
const isCutOff = (subject: Subject, path: Path, node: Node | undefined): boolean =>
  valueAt(subject.value, path) === null && node !== undefined && scalarOf(node)?.value !== null;

/** As written. Where several speak of one value, the first says the most. */
function inOrder(findings: readonly SchemaFinding[]): readonly SchemaFinding[] {
  const seen = new Set<string>();
  const kept = findings.filter(({ code, span, message }) => {
    const ofField = code === "unknown-field" || code === "required-field";
    const key = ofField ? message : `${span.start} ${span.end}`;
    return !seen.has(key) && seen.add(key);
  });
  return kept.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
