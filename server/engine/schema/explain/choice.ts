import { mappingOf, type Path } from "../../node.ts";
import type { SchemaError } from "../catalogue.ts";
import type { SchemaFinding } from "../finding.ts";
import type { JsonSchema, JsonType } from "../jsonSchema.ts";
import { requiredField } from "./field.ts";
import { fieldAt } from "./fieldAt.ts";
import { hasUnknownFields } from "./isUnknown.ts";
import { listed, nameOf, refusal, type Subject, valueAt, viewAt } from "./subject.ts";
import { wrongType } from "./type.ts";

/** Explains one error; the one who calls knows all kinds. */
type Explain = (error: SchemaError) => readonly SchemaFinding[];

/** `oneOf` or `anyOf` that no branch, or more than one, fulfils: told by the branch that the author meant. */
export function wrongChoice(
  subject: Subject,
  path: Path,
  error: SchemaError,
  nested: readonly SchemaError[],
  explain: Explain,
): readonly SchemaFinding[] {
  const keyword = error.keyword as "oneOf" | "anyOf";
  const branches = viewAt(subject, path)?.parts.find((it) => it[keyword])?.[keyword] ?? [];
  if (branches.every((it) => it.type !== undefined && !it.properties)) {
    const types = branches.flatMap((it): readonly JsonType[] => [it.type ?? []].flat());
    const fits = nested.filter((it) => it.keyword !== "type").flatMap(explain);
    return fits.length > 0 ? fits : [wrongType(subject, path, types) ?? []].flat();
  }
  if (branches.every(isAboutPresence)) return wrongPresence(subject, path, keyword, branches);
  const meant = nested.filter((it) =>
    it.schemaPath.startsWith(`${error.schemaPath}/${branchMeant(subject, path, branches)}/`),
  );
  const findings = meant.flatMap(explain);
  return findings.length > 0 ? findings : [unfit(subject, path)];
}

const isAboutPresence = (branch: JsonSchema): boolean =>
  Object.keys(branch).every((key) => key === "required" || key === "not");

/** Fields that exclude one another, or of which one has to be there. */
function wrongPresence(
  subject: Subject,
  path: Path,
  keyword: "oneOf" | "anyOf",
  branches: readonly JsonSchema[],
): readonly SchemaFinding[] {
  const lists = branches.flatMap((it) => (it.required ? [it.required] : []));
  const shared = (lists[0] ?? []).filter((name) => lists.every((it) => it.includes(name)));
  const groups = lists.map((it) => it.filter((name) => !shared.includes(name)));
  const present = Object.keys(Object(valueAt(subject.value, path)));
  const chosen = groups.filter((group) => group.some((name) => present.includes(name)));
  const missing = [...shared, ...(chosen.length === 1 ? (chosen[0] ?? []) : [])].filter(
    (name) => !present.includes(name),
  );
  return [
    ...(keyword === "oneOf" && chosen.length > 1 ? tooMany(subject, path, chosen.flat()) : []),
    ...missing.flatMap((name) => requiredField(subject, path, name) ?? []),
    ...(chosen.length === 0 && groups.length === branches.length
      ? noneOf(subject, path, keyword, groups.flat())
      : []),
  ];
}

/** Marked at each but the first as written. */
function tooMany(subject: Subject, path: Path, names: readonly string[]): readonly SchemaFinding[] {
  const entries = mappingOf(fieldAt(subject.root, path).node)?.entries ?? [];
  const written = entries.map(({ key }) => key.text).filter((it) => names.includes(it));
  const all = written.map((it) => `"${it}"`);
  const both = all.length === 2 ? "both " : "";
  return written.slice(1).map((name) => ({
    code: "wrong-value",
    span: fieldAt(subject.root, [...path, name]).keySpan,
    path: [...path, name],
    message: `${nameOf(subject, path)} has ${both}${listed(all, "and")}: keep just one. ${refusal(subject)}`,
  }));
}

function noneOf(
  subject: Subject,
  path: Path,
  keyword: "oneOf" | "anyOf",
  names: readonly string[],
): readonly SchemaFinding[] {
  const field = fieldAt(subject.root, path);
  if (subject.partial || hasUnknownFields(field.node)) return [];
  const count = keyword === "oneOf" ? "exactly one" : "at least one";
  const choice = listed(names.map((it) => `"${it}"`));
  const message = `${nameOf(subject, path)} needs ${count} of ${choice}.`;
  return [{ code: "required-field", span: field.keySpan, path, message, missing: names }];
}

/** The index of the branch with which the value shares most keys. */
function branchMeant(subject: Subject, path: Path, branches: readonly JsonSchema[]): number {
  const keys = Object.keys(Object(valueAt(subject.value, path)));
  const shared = branches.map(({ properties = {}, required = [] }) => {
    const names = new Set([...Object.keys(properties), ...required]);
    return keys.filter((key) => names.has(key)).length;
  });
  return shared.indexOf(Math.max(...shared));
}

function unfit(subject: Subject, path: Path): SchemaFinding {
  const { valueSpan: span } = fieldAt(subject.root, path);
  const message = `This is none of the forms that ${nameOf(subject, path)} may have. ${refusal(subject)}`;
  return { code: "wrong-value", span, path, message };
}
