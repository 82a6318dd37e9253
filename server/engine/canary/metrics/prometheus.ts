import type { MetricAnswer } from "../call.ts";
import type { Json } from "../json.ts";
import { empty, failed, type Outcome } from "./outcome.ts";
import { readBody } from "./prometheusBody.ts";
import { lastOf } from "./prometheusValue.ts";
import { type Request, refused } from "./request.ts";
import { statusText } from "./statusText.ts";

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
