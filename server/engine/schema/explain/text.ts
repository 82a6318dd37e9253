import { nearest } from "../../nearest.ts";
import { type Path, scalarOf } from "../../node.ts";
import type { SchemaError } from "../catalogue.ts";
import { type DurationGrammar, durationMeant, grammarOf } from "../duration.ts";
import { schemaAt } from "../explore.ts";
import type { SchemaFinding } from "../finding.ts";
import { patterns } from "../patterns.ts";
import { type Field, fieldAt } from "./fieldAt.ts";
import { listed, nameOf, quoted, refusal, type Subject } from "./subject.ts";

/** A value that is none of those listed. Where installations extend the list, only a slip is one. */
export function wrongEnum(
  subject: Subject,
  path: Path,
  { params }: SchemaError,
): SchemaFinding | undefined {
  const field = fieldAt(subject.root, path);
  const text = scalarOf(field.node)?.text ?? "";
  const allowed = [params.allowedValues ?? params.allowedValue].flat().map(String);
  const near = nearest(text, allowed);
  const parts = schemaAt(subject.kind.schema, path)?.parts ?? [];
  if (near === undefined && parts.some((it) => it["x-extended"])) return undefined;
  const only = near ?? (allowed.length === 1 ? allowed[0] : undefined);
  const shown = allowed.filter((it) => it !== "").map((it) => `"${it}"`);
  const choice = near
    ? `; did you mean "${near}"?`
    : shown.length > 12
      ? `; there are ${shown.length}: ${shown.slice(0, 12).join(", ")}…`
      : `; use ${listed(shown)}.`;
  return {
    code: "wrong-enum",
    span: field.valueSpan,
    path,
    message: `${quoted(subject, text)} is no value of ${nameOf(subject, path)}${choice} ${refusal(subject)}`,
    ...(only !== undefined &&
      field.own && { fix: { title: `Change to ${only}`, on: "value", text: yaml(only) } }),
  };
}

/** A text of another form than the schema asks for. */
export function wrongPattern(subject: Subject, path: Path, { params }: SchemaError): SchemaFinding {
  const field = fieldAt(subject.root, path);
  const text = scalarOf(field.node)?.text ?? "";
  const pattern = String(params.pattern);
  const grammar = grammarOf({ pattern });
  if (grammar) return wrongDuration(subject, path, field, text, grammar);
  const known = patterns.find((it) => it.pattern === pattern);
  const meant = known?.meant?.(text);
  const should = known ? `: ${known.words}` : `: it has to match ${pattern}`;
  return {
    code: "wrong-pattern",
    span: field.valueSpan,
    path,
    message: `${quoted(subject, text)} does not fit ${nameOf(subject, path)}${should}. ${refusal(subject)}`,
    ...(meant &&
      field.own && { fix: { title: `Change to ${meant}`, on: "value", text: yaml(meant) } }),
  };
}

/** A duration that this field's grammar does not have. */
export function wrongDuration(
  subject: Subject,
  path: Path,
  field: Field,
  text: string,
  grammar: DurationGrammar,
  consequence = refusal(subject),
): SchemaFinding {
  const meant = durationMeant(text, grammar);
  const units = listed(grammar.units.map((unit) => `${unit}`));
  const advice = meant ? `write ${meant}` : `write a number and ${units}`;
  const isForeign = /^([\d.]+(ms|s|m|h))+$/.test(text);
  const problem = isForeign
    ? `${quoted(subject, text)} does not fit ${nameOf(subject, path)}, which takes ${form(grammar)}`
    : `${quoted(subject, text)} is not a duration`;
  return {
    code: "wrong-duration",
    span: field.valueSpan,
    path,
    message: `${problem}: ${advice}. ${consequence}`,
    ...(meant && field.own && { fix: { title: `Change to ${meant}`, on: "value", text: meant } }),
  };
}

function form({ units, fractions }: DurationGrammar): string {
  const words = units.map((unit) => unitNames[unit]);
  return `${fractions ? "" : "whole "}${listed(words, "and")} only`;
}

const unitNames = { h: "hours", m: "minutes", s: "seconds", ms: "milliseconds" } as const;

/** The text as YAML: quoted where it would mean something else without. */
const yaml = (text: string): string =>
  /^[A-Za-z/][\w./:@+-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
