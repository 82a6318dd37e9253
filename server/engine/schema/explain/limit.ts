import { type Path, scalarOf } from "../../node.ts";
import type { SchemaError } from "../catalogue.ts";
import type { SchemaFinding } from "../finding.ts";
import { fieldAt } from "./fieldAt.ts";
import { nameOf, refusal, type Subject, valueAt } from "./subject.ts";

/** A number, text, list or object that is too small or too large, and all that has no sentence of its own. */
export function wrongValue(subject: Subject, path: Path, error: SchemaError): SchemaFinding {
  const { valueSpan: span, node } = fieldAt(subject.root, path);
  const length = scalarOf(node)?.text.length ?? 0;
  const size = Object.keys(Object(valueAt(subject.value, path))).length;
  const problem = problemOf(error, length, size);
  const message = `${nameOf(subject, path)} ${problem}. ${refusal(subject)}`;
  return { code: "wrong-value", span, path, message };
}

function problemOf({ keyword, params }: SchemaError, length: number, size: number): string {
  const limit = Number(params.limit);
  switch (keyword) {
    case "minimum":
      return `has to be at least ${limit}`;
    case "maximum":
      return `has to be at most ${limit}`;
    case "exclusiveMinimum":
      return `has to be more than ${limit}`;
    case "exclusiveMaximum":
      return `has to be less than ${limit}`;
    case "multipleOf":
      return `has to be a multiple of ${params.multipleOf}`;
    case "minLength":
      return limit === 1
        ? "must not be empty"
        : `needs at least ${limit} characters, not ${length}`;
    case "maxLength":
      return `may have ${limit} characters, not ${length}`;
    case "minItems":
      return `needs at least ${limit} ${limit === 1 ? "item" : "items"}`;
    case "maxItems":
      return `may have ${limit} ${limit === 1 ? "item" : "items"}, not ${size}`;
    case "minProperties":
      return `needs at least ${limit} ${limit === 1 ? "field" : "fields"}`;
    case "maxProperties":
      return `may have ${limit} ${limit === 1 ? "field" : "fields"}, not ${size}`;
    case "uniqueItems":
      return `has the same item twice: items ${params.j} and ${params.i}, counted from 0`;
    default:
      return "has a value that its schema does not allow";
  }
}
