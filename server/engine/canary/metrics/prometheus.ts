import type { MetricAnswer } from "../call.ts";
import { field, type Json, listOf } from "../json.ts";
import { empty, failed, type Outcome } from "./outcome.ts";
import { type Request, refused } from "./request.ts";
import { statusText } from "./statusText.ts";
import { quote } from "./template/quote.ts";

/** The question whether a Prometheus is there; the answer is 1. */
export const ONLINE_QUERY = "vector(1)";

/** The name under which servers are asked that question which answer for all Canaries. */
export const FOR_ALL = "for all";

export const prometheusRequest = (address: string, query: string): Request => ({
  address,
  path: "api/v1/query",
  query,
});

/**
 * What Flagger makes of an answer of Prometheus: of several series the last counts, NaN is nothing.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/metrics/providers/prometheus.go
 */
export function readPrometheus(answer: MetricAnswer, request: Request): Outcome {
  if (typeof answer === "number") return Number.isNaN(answer) ? empty() : { value: answer };
  if (answer === null) return empty();
  if (typeof answer === "string") return lastOf([answer]);
  if ("series" in answer) return lastOf(answer.series);
  if (answer.status === 0) return failed(refused(request));
  const body = bodyText(answer.body);
  if (answer.status < 400) return readBody(body);
  return failed(`error response: Status ${answer.status} ${statusText(answer.status)}: ${body}`);
}

/** The body of an answer: text as it is, anything else as JSON. */
export const bodyText = (body: Json | undefined): string =>
  body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);

function lastOf(values: readonly unknown[]): Outcome {
  let last: number | undefined;
  for (const value of values) {
    if (typeof value === "number") last = value;
    if (typeof value !== "string") continue;
    last = floatOf(value);
    if (last === undefined) {
      return failed(`strconv.ParseFloat: parsing ${quote(value)}: invalid syntax`);
    }
  }
  return last === undefined || Number.isNaN(last) ? empty() : { value: last };
}

/** A number as Prometheus writes it. */
export function floatOf(text: string): number | undefined {
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** An answer that a scenario spells out. */
function readBody(text: string): Outcome {
  const body = parsed(text);
  if (body === undefined) {
    return failed(`error unmarshaling result: ${syntaxError(text)}, '${text}'`);
  }
  const results = listOf(field(body, "data", "result"));
  if (results.some((it) => Array.isArray(field(it, "values")))) {
    return failed("query returned multiple values");
  }
  return lastOf(results.map((it) => listOf(field(it, "value"))[1] ?? null));
}

export function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The first complaint of Go about what is no JSON, as far as its first character tells. */
export function syntaxError(text: string): string {
  const first = text.trimStart()[0];
  if (first === undefined) return "unexpected end of JSON input";
  return /[[{"\-\dtfn]/.test(first)
    ? "invalid JSON"
    : `invalid character ${quotedCharacter(first)} looking for beginning of value`;
}

const quotedCharacter = (it: string): string => (it === "'" ? "'\\''" : `'${it}'`);
