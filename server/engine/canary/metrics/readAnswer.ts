import type { MetricAnswer } from "../call.ts";
import { empty, failed, type Outcome } from "./outcome.ts";
import { bodyText, prometheusRequest, readPrometheus } from "./prometheus.ts";
import { type ProviderInput, type ProviderType, providerOf } from "./providers.ts";
import { statusText } from "./statusText.ts";

/** What a provider makes of an answer. Where a client library words an error, only its beginning is the same. */
export function readAnswer(answer: MetricAnswer, input: ProviderInput, query: string): Outcome {
  const { type } = providerOf(input.type);
  if (type === "prometheus") return readPrometheus(answer, prometheusRequest(input.address, query));
  const reader = READERS[type];
  if (typeof answer === "number") return { value: answer };
  if (answer === null) return reader.empty(query);
  if (answer === "NaN") return reader.knowsNaN ? { value: Number.NaN } : reader.empty(query);
  if ("series" in answer) return reader.ofSeries(answer.series, () => reader.empty(query));
  if (answer.status === 0) return failed(reader.refused(query, "connection refused"));
  const body = bodyText(answer.body);
  if (answer.status < 400) {
    return typeof answer.body === "number"
      ? { value: answer.body }
      : failed(`invalid response: ${body}`);
  }
  return failed(reader.error(answer.status, body, query));
}

type Values = readonly (number | "NaN" | null)[];

interface Reader {
  readonly empty: (query: string) => Outcome;
  readonly ofSeries: (values: Values, none: () => Outcome) => Outcome;
  readonly error: (status: number, body: string, query: string) => string;
  readonly refused: (query: string, why: string) => string;
  /** Can the provider answer what is not a number? */
  readonly knowsNaN: boolean;
}

/** https://github.com/fluxcd/flagger/tree/v1.44.0/pkg/metrics/providers */
const READERS: Readonly<Record<Exclude<ProviderType, "prometheus">, Reader>> = {
  datadog: reader({
    empty: () => empty('invalid response: {"series":[]}: '),
    error: (status, body) => `error response: ${body}: ${status} ${statusText(status)}`,
  }),
  cloudwatch: reader({
    empty: () => empty("invalid response: {\n  MetricDataResults: []\n}: "),
    error: (status, body) => `error requesting cloudwatch: ${body}\n\tstatus code: ${status}`,
    refused: (_, why) => `error requesting cloudwatch: RequestError: send request failed: ${why}`,
  }),
  newrelic: reader({
    empty: () => empty('invalid response: {"results":[]}: '),
    ofSeries: (values, none) => (values.length === 1 ? first(values, none) : none()),
    error: unwrapped,
  }),
  graphite: reader({
    empty: () => empty(),
    ofSeries: (values, none) =>
      first(
        [...values].reverse().filter((it) => it !== null),
        none,
      ),
    error: (_, body) => `error response: ${body}`,
    knowsNaN: true,
  }),
  stackdriver: reader({
    empty: () => empty("invalid response: <nil>: "),
    error: (_, body) => `error requesting stackdriver: ${body}`,
    refused: (_, why) => `error requesting stackdriver: ${why}`,
    knowsNaN: true,
  }),
  influxdb: reader({
    // No record is no error here: the value stays what it was made as.
    empty: () => ({ value: 0 }),
    error: (_, body) => `error accessing influxdb query api: ${body}`,
    refused: (_, why) => `error accessing influxdb query api: ${why}`,
    knowsNaN: true,
  }),
  dynatrace: reader({
    empty: () => empty('invalid response: {"result":[]}: '),
    error: unwrapped,
  }),
  splunk: reader({
    empty: () => empty("invalid response: "),
    ofSeries: (values, none) =>
      values.filter((it) => it !== null).length > 1
        ? failed("invalid response: query returned multiple values")
        : first(
            values.filter((it) => it !== null),
            none,
          ),
    error: (_, body) => `error executing query: ${body}`,
    refused: (_, why) => `error executing query: ${why}`,
    knowsNaN: true,
  }),
  keptn: reader({
    empty: (query) =>
      failed(`could not retrieve KeptnMetric - no value found in resource ${resourceOf(query)}`),
    error: (_, body, query) => `could not retrieve KeptnMetric ${resourceOf(query)}: ${body}`,
    refused: (query, why) => `could not retrieve KeptnMetric ${resourceOf(query)}: ${why}`,
  }),
  externalmetrics: reader({
    empty: () => empty("no external metrics found: "),
    error: (_, body) => `error querying external metrics API: ${body}`,
    refused: (_, why) => `error querying external metrics API: ${why}`,
  }),
};

function reader(own: Partial<Reader> & Pick<Reader, "empty" | "error">): Reader {
  return {
    ofSeries: first,
    refused: (_, why) => `request failed: ${why}`,
    knowsNaN: false,
    ...own,
  };
}

function first(values: Values, none: () => Outcome): Outcome {
  const value = values[0];
  return typeof value === "number" ? { value } : value === "NaN" ? { value: Number.NaN } : none();
}

/** Flagger wraps an error here that is none. */
function unwrapped(_status: number, body: string): string {
  return `error response: ${body}: %!w(<nil>)`;
}

const resourceOf = (query: string): string =>
  query.toLowerCase().trim().split("/").slice(1, 3).join("/");
