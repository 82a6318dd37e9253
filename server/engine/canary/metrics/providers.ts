import { goDuration } from "../../goDuration.ts";
import { goUrl } from "../url/goUrl.ts";
import { isUsual } from "../url/isUsual.ts";

export type ProviderType =
  | "prometheus"
  | "datadog"
  | "cloudwatch"
  | "newrelic"
  | "graphite"
  | "stackdriver"
  | "influxdb"
  | "dynatrace"
  | "splunk"
  | "keptn"
  | "externalmetrics";

/** What one type of metric provider needs before it can be asked. flagger.md §5.7 */
export interface Provider {
  readonly type: ProviderType;
  /** `url`: required and parsed; `text`: required; a URL: used where none is given; `undefined`: none needed. */
  readonly address: "url" | "text" | `https://${string}` | undefined;
  readonly needsRegion?: true;
  /** Keys that the Secret must have: all of one of the lists. */
  readonly keys: readonly (readonly string[])[];
  readonly optionalKeys: readonly string[];
  /** Is the Secret needed at all, or read only where `secretRef` names one? */
  readonly needsSecret: boolean;
  /** Must the metric say an `interval`? */
  readonly needsInterval: boolean;
  /** The span that is asked for; `query`: as the query itself says. */
  readonly window: "query" | "interval" | "ten intervals";
  /** What Flagger says of a key that is missing. */
  readonly missing: (key: string, type: string) => string;
}

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/metrics/providers/factory.go */
export const PROVIDERS: Readonly<Record<ProviderType, Provider>> = {
  prometheus: provider("prometheus", {
    address: "url",
    keys: [["token"], ["username", "password"]],
    missing: lacksA,
  }),
  datadog: provider("datadog", {
    address: "https://api.datadoghq.com",
    keys: [["datadog_api_key", "datadog_application_key"]],
    needsSecret: true,
    needsInterval: true,
    window: "ten intervals",
  }),
  cloudwatch: provider("cloudwatch", {
    needsRegion: true,
    needsInterval: true,
    window: "ten intervals",
  }),
  newrelic: provider("newrelic", {
    address: "https://insights-api.newrelic.com",
    keys: [["newrelic_account_id", "newrelic_query_key"]],
    needsSecret: true,
    needsInterval: true,
    window: "interval",
    // The quotes are Flagger's.
    missing: (key) =>
      `newrelic credentials does not contain the key ${key === "newrelic_query_key" ? `''${key}` : `'${key}'`}`,
  }),
  graphite: provider("graphite", {
    address: "url",
    keys: [["username", "password"]],
    missing: lacksA,
  }),
  stackdriver: provider("stackdriver", {
    keys: [["project"]],
    optionalKeys: ["serviceAccountKey"],
    missing: (_, type) => `${type} credentials does not contain a project id`,
  }),
  influxdb: provider("influxdb", {
    address: "url",
    keys: [["token", "org"]],
    missing: (key, type) =>
      `${type} credentials does not contain an ${key === "org" ? "organisation" : "authentication token"}`,
  }),
  dynatrace: provider("dynatrace", {
    address: "text",
    keys: [["dynatrace_token"]],
    needsSecret: true,
    needsInterval: true,
    window: "ten intervals",
  }),
  splunk: provider("splunk", {
    address: "text",
    keys: [["sf_token_key"]],
    needsSecret: true,
    needsInterval: true,
    window: "ten intervals",
  }),
  keptn: provider("keptn", {}),
  externalmetrics: provider("externalmetrics", { optionalKeys: ["token"] }),
};

/** The provider behind a type; Prometheus for those that Flagger does not know. */
export const providerOf = (type: string): Provider =>
  Object.hasOwn(PROVIDERS, type) ? PROVIDERS[type as ProviderType] : PROVIDERS.prometheus;

/** What a MetricTemplate and its metric give a provider to work with. */
export interface ProviderInput {
  /** As written, which may be no type that Flagger knows. */
  readonly type: string;
  readonly address: string;
  readonly region: string;
  /** `interval` of the metric as written. */
  readonly interval: string;
  /** Names of the keys in the Secret; `undefined` without `secretRef`. */
  readonly keys: ReadonlySet<string> | undefined;
}

/** Why a provider cannot be built, as Flagger says it, and the field that decides. */
export interface BuildProblem {
  readonly text: string;
  readonly field: "address" | "region" | "secretRef" | "interval";
}

export function buildProblem(input: ProviderInput): BuildProblem | undefined {
  const provider = providerOf(input.type);
  const address = addressProblem(provider, input);
  if (address) return { text: address, field: "address" };
  if (provider.needsRegion && !input.region) {
    return { text: "region not specified", field: "region" };
  }
  const missing = missingKey(provider, input.keys);
  if (missing) return { text: provider.missing(missing, input.type), field: "secretRef" };
  if (!provider.needsInterval) return undefined;
  const interval = goDuration(input.interval);
  return "error" in interval
    ? { text: `error parsing metric interval: ${interval.error}`, field: "interval" }
    : undefined;
}

function addressProblem(provider: Provider, { type, address }: ProviderInput): string | undefined {
  if (provider.address === "text") {
    return address ? undefined : `${provider.type} endpoint is not set`;
  }
  return provider.address === "url" ? invalidAddress(type, address) : undefined;
}

/** What Flagger says against the address of a server that it speaks HTTP with. */
export const invalidAddress = (type: string, address: string): string | undefined =>
  isUsual(address) || (address && !("error" in goUrl(address)))
    ? undefined
    : `${type} address ${address} is not a valid URL`;

/** The first key that Flagger looks for in vain: of the last list where there are several to choose from. */
export function missingKey(
  { keys, needsSecret }: Provider,
  there: ReadonlySet<string> | undefined,
): string | undefined {
  if (!there && !needsSecret) return undefined;
  const lacking = keys.map((all) => all.find((it) => !there?.has(it)));
  return lacking.includes(undefined) ? undefined : lacking.at(-1);
}

function provider(type: ProviderType, facts: Partial<Provider>): Provider {
  return {
    type,
    address: undefined,
    keys: [],
    optionalKeys: [],
    needsSecret: false,
    needsInterval: false,
    window: "query",
    missing: (key) => `${type} credentials does not contain ${key}`,
    ...facts,
  };
}

function lacksA(key: string, type: string): string {
  return `${type} credentials does not contain a ${key}`;
}
