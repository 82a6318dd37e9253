import { goDuration } from "../goDuration.ts";
import type { Refusal } from "./cluster.ts";
import { field, type Json, type JsonObject, listOf, stringOf } from "./json.ts";

/** What the API server says against an HTTPRoute, as far as Flagger can bring it about. */
export function invalidRoute({ metadata, spec }: JsonObject): Refusal | undefined {
  const mistakes = listOf(field(spec, "rules")).flatMap((rule, index) => [
    ...ruleMistakes(rule, `spec.rules[${index}]`),
  ]);
  if (mistakes.length === 0) return undefined;
  const list = mistakes.length === 1 ? mistakes[0] : `[${mistakes.join(", ")}]`;
  const name = stringOf(field(metadata, "name"));
  return {
    code: 422,
    message: `HTTPRoute.gateway.networking.k8s.io "${name}" is invalid: ${list}`,
  };
}

function* ruleMistakes(rule: Json, at: string): Iterable<string> {
  for (const name of ["backendRequest", "request"]) {
    const value = field(rule, "timeouts", name);
    if (typeof value !== "string" || DURATION.test(value)) continue;
    const where = `${at}.timeouts.${name}`;
    yield `${where}: Invalid value: ${JSON.stringify(value)}: ${where} in body should match '${DURATION.source}'`;
  }
  if (isLonger(field(rule, "timeouts", "backendRequest"), field(rule, "timeouts", "request"))) {
    yield `${at}.timeouts: Invalid value: backendRequest timeout cannot be longer than request timeout`;
  }
  const isPrefixReplaced = listOf(field(rule, "filters")).some(
    (it) => field(it, "urlRewrite", "path", "type") === "ReplacePrefixMatch",
  );
  const matches = listOf(field(rule, "matches"));
  const [first] = matches;
  const hasOnePrefix =
    matches.length === 1 && field(first ?? null, "path", "type") === "PathPrefix";
  if (isPrefixReplaced && !hasOnePrefix) {
    yield `${at}: Invalid value: When using URLRewrite filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified`;
  }
}

function isLonger(backend: Json | undefined, whole: Json | undefined): boolean {
  if (typeof backend !== "string" || typeof whole !== "string") return false;
  const [part, all] = [goDuration(backend), goDuration(whole)];
  return "seconds" in part && "seconds" in all && all.seconds !== 0 && part.seconds > all.seconds;
}

/** How the Gateway API writes durations; Go knows more. */
const DURATION = /^([0-9]{1,5}(h|m|s|ms)){1,4}$/;
