import { isObject, type Json, type JsonObject } from "../../canary/json.ts";
import type { Path } from "../../node.ts";
import type { CanaryReading } from "./canary.ts";

/** One matcher of a request: `exact`, `prefix`, `suffix` or `regex` of a header, a query parameter, … */
export interface Matcher {
  readonly at: Path;
  readonly kind: "headers" | "queryParams" | "uri" | "method";
  /** Of a header or parameter; `""` for the others. */
  readonly name: string;
  /** Which entry of `match` it is in. */
  readonly entry: number;
  readonly value: JsonObject;
}

/** All matchers of `spec.analysis.match` or `spec.service.match`, in their order. */
export const matchersAt = (canary: CanaryReading, at: Path): readonly Matcher[] =>
  canary.listAt(at).flatMap((it, entry) => {
    if (!isObject(it) || !canary.isSettled([...at, entry])) return [];
    const all = [
      ...matchers(it.uri, [...at, entry], "uri", entry),
      ...matchers(it.method, [...at, entry], "method", entry),
      ...named(it.headers, [...at, entry], "headers", entry),
      ...named(it.queryParams, [...at, entry], "queryParams", entry),
    ];
    return all.filter((matcher) => canary.isSettled(matcher.at));
  });

const matchers = (
  it: Json | undefined,
  at: Path,
  kind: Matcher["kind"],
  entry: number,
): readonly Matcher[] =>
  isObject(it) ? [{ at: [...at, kind], kind, name: "", entry, value: it }] : [];

const named = (
  it: Json | undefined,
  at: Path,
  kind: Matcher["kind"],
  entry: number,
): readonly Matcher[] =>
  Object.entries(isObject(it) ? it : {}).flatMap(([name, value]) =>
    isObject(value) ? [{ at: [...at, kind, name], kind, name, entry, value }] : [],
  );

/** Does it say that condition? Empty text says nothing. */
export const says = ({ value }: Matcher, condition: string): boolean =>
  typeof value[condition] === "string" && value[condition] !== "";
