import { isObject, type Json } from "../json.ts";
import { jsonMistake } from "./jsonMistake.ts";
import { failed, type Outcome } from "./outcome.ts";
import { lastOf } from "./prometheusValue.ts";

/**
 * What Flagger makes of the body of an answer of Prometheus. It reads no field but `value`, and dies of a series
 * without one, such as a native histogram.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/metrics/providers/prometheus.go
 */
export function readBody(text: string): Outcome {
  const unreadable = (why: string) => failed(`error unmarshaling result: ${why}, '${text}'`);
  const mistake = jsonMistake(text);
  if (mistake !== undefined) return unreadable(mistake);
  const body = JSON.parse(text) as Json;
  const misfit = misfitIn(body, RESPONSE, []);
  if (misfit !== undefined) return unreadable(misfit);
  const values: Json[] = [];
  for (const series of listIn(named(named(body, "Data"), "Result"))) {
    if (Array.isArray(named(series, "values"))) {
      const before = lastOf(values);
      const isBroken = "error" in before && !before.isEmpty;
      return isBroken ? before : failed("query returned multiple values");
    }
    const pair = listIn(named(series, "value"));
    const [, value] = pair;
    if (value === undefined) return lacking(pair.length, lastOf(values));
    values.push(typeof value === "string" ? value : null);
  }
  return lastOf(values);
}

/** The second of two is read although it is not there, unless Flagger stopped before. */
function lacking(count: number, before: Outcome): Outcome {
  if ("error" in before && !before.isEmpty) return before;
  const error = `runtime error: index out of range [1] with length ${count}`;
  return { error, isEmpty: false, panics: true };
}

/** A type of Go that an answer is read into. */
interface Shape {
  readonly go: string;
  readonly kind: "object" | "array" | "string";
  readonly fields?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

const LIST: Shape = { go: "[]interface {}", kind: "array" };

const METRIC: Shape = {
  go: String.raw`struct { Name string "json:\"name\"" }`,
  kind: "object",
  fields: { name: { go: "string", kind: "string" } },
};

const SERIES: Shape = {
  go: String.raw`struct { Metric ${METRIC.go}; Value []interface {} "json:\"value\""; Values []interface {} "json:\"values\"" }`,
  kind: "object",
  fields: { Metric: METRIC, value: LIST, values: LIST },
};

const RESULT: Shape = { go: `[]${SERIES.go}`, kind: "array", items: SERIES };

const DATA: Shape = {
  go: `struct { Result ${RESULT.go} }`,
  kind: "object",
  fields: { Result: RESULT },
};

const RESPONSE: Shape = {
  go: "providers.prometheusResponse",
  kind: "object",
  fields: { Data: DATA },
};

/** Go's first complaint about a value that does not fit. `path`: the fields on the way to it. */
function misfitIn(json: Json, shape: Shape, path: readonly string[]): string | undefined {
  if (json === null) return undefined;
  const kind = kindOf(json);
  if (kind !== shape.kind) {
    const field = path.length === 1 ? `prometheusResponse.${path[0]}` : `.${path.join(".")}`;
    const place = path.length === 0 ? "value" : `struct field ${field}`;
    return `json: cannot unmarshal ${kind} into Go ${place} of type ${shape.go}`;
  }
  for (const [part, inside, way] of partsOf(json, shape, path)) {
    const misfit = misfitIn(part, inside, way);
    if (misfit !== undefined) return misfit;
  }
  return undefined;
}

type Part = readonly [json: Json, shape: Shape, path: readonly string[]];

/** What a value holds that is read, in order. */
function* partsOf(json: Json, shape: Shape, path: readonly string[]): Iterable<Part> {
  for (const item of shape.items ? listIn(json) : []) yield [item, shape.items ?? shape, path];
  for (const [key, value] of Object.entries(isObject(json) ? json : {})) {
    for (const [name, inside] of Object.entries(shape.fields ?? {})) {
      if (value !== undefined && isSame(key, name)) yield [value, inside, [...path, name]];
    }
  }
}

function kindOf(json: Json): string {
  if (Array.isArray(json)) return "array";
  return typeof json === "boolean" ? "bool" : typeof json;
}

/** Go finds a field whatever the case of its letters. */
const isSame = (key: string, name: string): boolean => key.toLowerCase() === name.toLowerCase();

function named(json: Json | undefined, name: string): Json | undefined {
  return isObject(json)
    ? Object.entries(json).findLast(([key]) => isSame(key, name))?.[1]
    : undefined;
}

const listIn = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? json : []);
