import { goDuration } from "../goDuration.ts";
import { memo } from "../memo.ts";
import type { Refusal } from "./cluster.ts";
import { invalidFields } from "./invalidRouteFields.ts";
import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "./json.ts";

/**
 * What the API server says against an HTTPRoute, as far as Flagger can bring it about: what the schema says of single fields,
 * then its rules.
 *
 * https://gateway-api.sigs.k8s.io/reference/spec/#httproute
 */
export function invalidRoute({ metadata, spec }: JsonObject): Refusal | undefined {
  if (isFine(spec)) return undefined;
  const { mistakes, isBlocking } = invalidFields(spec);
  const all = [...mistakes, ...(isBlocking ? [UNCHECKED] : brokenRules(spec))];
  if (all.length === 0) return undefined;
  const list = all.length === 1 ? all[0] : `[${all.join(", ")}]`;
  const name = stringOf(field(metadata, "name"));
  return {
    code: 422,
    message: `HTTPRoute.gateway.networking.k8s.io "${name}" is invalid: ${list}`,
  };
}

/** Parts are shared by the writes of a rollout, so each is looked at once. */
const isFine = (spec: Json | undefined): boolean =>
  isObject(spec) &&
  areFineHosts(listOf(spec.hostnames)) &&
  areFineParents(listOf(spec.parentRefs)) &&
  listOf(spec.rules).every(isFineRule);

function isFineRule(rule: Json): boolean {
  const timeouts = field(rule, "timeouts");
  return (
    listOf(field(rule, "matches")).every((it) => isObject(it) && isFineMatch(it)) &&
    listOf(field(rule, "filters")).every((it) => isObject(it) && isFineFilter(it)) &&
    (timeouts === undefined || (isObject(timeouts) && areFineTimeouts(timeouts))) &&
    !isAmbiguous(rule)
  );
}

const hasNoMistake = (spec: JsonObject): boolean =>
  invalidFields(spec).mistakes.length === 0 && [...brokenRules(spec)].length === 0;

const areFineHosts = memo((hostnames: readonly Json[]) => hasNoMistake({ hostnames }));
const areFineParents = memo((parentRefs: readonly Json[]) => hasNoMistake({ parentRefs }));
const isFineMatch = memo((it: JsonObject) => hasNoMistake({ rules: [{ matches: [it] }] }));
const areFineTimeouts = memo((timeouts: JsonObject) => hasNoMistake({ rules: [{ timeouts }] }));
const isFineFilter = memo((it: JsonObject) =>
  hasNoMistake({ rules: [{ filters: [it], matches: [{ path: { type: "PathPrefix" } }] }] }),
);

const UNCHECKED =
  "<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";

function* brokenRules(spec: Json | undefined): Iterable<string> {
  yield* inParents(listOf(field(spec, "parentRefs")));
  for (const [index, rule] of listOf(field(spec, "rules")).entries()) {
    yield* inRule(rule, `spec.rules[${index}]`);
  }
}

/** Of one parent, either all references name a section, each another, or there is only one. */
function* inParents(parents: readonly Json[]): Iterable<string> {
  const sections = new Map<string, string[]>();
  for (const it of parents) {
    const keys = ["group", "kind", "namespace", "name"];
    const parent = JSON.stringify(keys.map((key) => stringOf(field(it, key))));
    const others = sections.get(parent) ?? [];
    sections.set(parent, [...others, stringOf(field(it, "sectionName"))]);
  }
  const all = [...sections.values()];
  const why = "when parentRefs includes 2 or more references to the same parent";
  if (all.some((it) => it.includes("") && it.some((section) => section !== ""))) {
    yield `spec.parentRefs: Invalid value: sectionName must be specified ${why}`;
  }
  if (all.some((it) => new Set(it).size < it.length)) {
    yield `spec.parentRefs: Invalid value: sectionName must be unique ${why}`;
  }
}

function* inRule(rule: Json, at: string): Iterable<string> {
  const matches = listOf(field(rule, "matches"));
  const filters = listOf(field(rule, "filters"));
  for (const [index, filter] of filters.entries()) {
    yield* inOrigins(filter, `${at}.filters[${index}].cors`);
  }
  for (const [index, match] of matches.entries()) {
    yield* inPath(field(match, "path"), `${at}.matches[${index}].path`);
  }
  if (isLonger(field(rule, "timeouts", "backendRequest"), field(rule, "timeouts", "request"))) {
    yield `${at}.timeouts: Invalid value: backendRequest timeout cannot be longer than request timeout`;
  }
  if (isAmbiguous(rule)) {
    yield `${at}: Invalid value: When using URLRewrite filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified`;
  }
}

/** Is a prefix replaced where there is not just one? */
function isAmbiguous(rule: Json): boolean {
  const [first, second] = listOf(field(rule, "matches"));
  const isOnePrefix = !second && field(first ?? null, "path", "type") === "PathPrefix";
  return (
    !isOnePrefix &&
    listOf(field(rule, "filters")).some(
      (it) => field(it, "urlRewrite", "path", "type") === "ReplacePrefixMatch",
    )
  );
}

function* inOrigins(filter: Json, at: string): Iterable<string> {
  for (const [list, name, others] of STARRED) {
    const items = listOf(field(filter, "cors", list));
    if (items.length < 2 || !items.includes("*")) continue;
    yield `${at}.${list}: Invalid value: ${name} cannot contain '*' alongside other ${others}`;
  }
}

const STARRED = [
  ["allowHeaders", "AllowHeaders", "methods"],
  ["allowMethods", "AllowMethods", "methods"],
  ["allowOrigins", "AllowOrigins", "origins"],
] as const;

function* inPath(path: Json | undefined, at: string): Iterable<string> {
  const type = field(path, "type");
  const value = field(path, "value");
  if ((type !== "Exact" && type !== "PathPrefix") || typeof value !== "string") return;
  const of = "type one of ['Exact', 'PathPrefix']";
  if (!value.startsWith("/")) {
    yield `${at}: Invalid value: value must be an absolute path and start with '/' when ${of}`;
  }
  for (const part of ["//", "/./", "/../", "%2f", "%2F", "#"]) {
    if (value.includes(part)) yield `${at}: Invalid value: must not contain '${part}' when ${of}`;
  }
  for (const end of ["/..", "/."]) {
    if (value.endsWith(end)) yield `${at}: Invalid value: must not end with '${end}' when ${of}`;
  }
  if (!CHARACTERS.test(value)) {
    yield `${at}: Invalid value: must only contain valid characters (matching ${CHARACTERS_TEXT}) for types ['Exact', 'PathPrefix']`;
  }
}

const CHARACTERS_TEXT = "^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$";
const CHARACTERS = new RegExp(CHARACTERS_TEXT);

function isLonger(backend: Json | undefined, whole: Json | undefined): boolean {
  if (typeof backend !== "string" || typeof whole !== "string") return false;
  const [part, all] = [goDuration(backend), goDuration(whole)];
  return "seconds" in part && "seconds" in all && all.seconds !== 0 && part.seconds > all.seconds;
}
