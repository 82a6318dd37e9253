import type { QueryModel } from "./model.ts";

/** The two metrics that Flagger knows itself. */
export type BuiltInMetric = "request-success-rate" | "request-duration";

export const BUILT_IN_METRICS: readonly BuiltInMetric[] = [
  "request-success-rate",
  "request-duration",
];

export const isBuiltIn = (name: string): name is BuiltInMetric =>
  name === "request-success-rate" || name === "request-duration";

export type ObserverName = keyof typeof OBSERVERS;

/** How one provider is measured: the queries for Prometheus. flagger.md §5.3 */
export interface Observer {
  /** In percent. */
  readonly "request-success-rate": (model: QueryModel) => string;
  readonly "request-duration": (model: QueryModel) => string;
  /** Milliseconds in the unit of the answer for the duration: 1000 where that is in seconds. */
  readonly scale: 1 | 1000;
  /** What stands before an error of the success rate. */
  readonly prefix: string;
}

/**
 * Mirrors the queries of Flagger token by token; white space is what Flagger makes of it before it asks.
 *
 * https://github.com/fluxcd/flagger/tree/v1.44.0/pkg/metrics/observers
 */
export const OBSERVERS = {
  appmesh: observer(
    (m) =>
      share(
        "envoy_cluster_upstream_rq",
        `${podsOf(m)}, envoy_response_code!~"5.*"`,
        podsOf(m),
        m.interval,
      ),
    (m) => `${quantile("envoy_cluster_upstream_rq_time_bucket", podsOf(m), m.interval)}`,
  ),
  linkerd: observer(
    (m) =>
      share(
        "response_total",
        `${deploymentOf(m)}, classification!="failure", direction="inbound"`,
        `${deploymentOf(m)}, direction="inbound"`,
        m.interval,
      ),
    (m) =>
      quantile("response_latency_ms_bucket", `${deploymentOf(m)}, direction="inbound"`, m.interval),
  ),
  istio: observer(
    (m) =>
      share(
        "istio_requests_total",
        `${workloadOf(m)}, response_code!~"5.*"`,
        workloadOf(m),
        m.interval,
      ),
    (m) => quantile("istio_request_duration_milliseconds_bucket", workloadOf(m), m.interval),
  ),
  contour: envoy((m) => `envoy_cluster_name=~"${m.namespace}_${m.service}-canary_[0-9a-zA-Z-]+"`),
  gloo: envoy(
    (m) =>
      `envoy_cluster_name=~"${m.namespace}-${m.target}-canaryupstream-[0-9a-zA-Z-]+_[0-9a-zA-Z-]+"`,
  ),
  kuma: envoy((m) => `service=~"${m.target}-canary_${m.namespace}_svc_[0-9a-zA-Z-]+"`),
  knative: envoy((m) => `envoy_cluster_name=~"${m.namespace}/${m.route}"`),
  nginx: observer(
    (m) =>
      share(
        "nginx_ingress_controller_requests",
        `${ingressOf(m)}, status!~"5.*"`,
        ingressOf(m),
        m.interval,
      ),
    (m) => {
      const metric = "nginx_ingress_controller_response_duration_seconds";
      const all = `{ ${ingressOf(m)} }[${m.interval}]`;
      return `sum( rate( ${metric}_sum${all} ) ) / sum( rate( ${metric}_count${all} ) ) * 1000`;
    },
  ),
  http: {
    ...observer(
      (m) =>
        share(
          "http_request_duration_seconds_count",
          `${podsOf(m)}, status!~"5.*"`,
          podsOf(m),
          m.interval,
        ),
      (m) => quantile("http_request_duration_seconds_bucket", podsOf(m), m.interval),
    ),
    scale: 1000,
    prefix: "",
  },
  skipper: observer(
    (m) => {
      const metric = "skipper_response_duration_seconds_bucket";
      const route = skipperRoute(m);
      const all = `sum(rate(${metric}{${route},le="+Inf"}[${m.interval}]))`;
      return `sum(rate(${metric}{${route},code!~"5..",le="+Inf"}[${m.interval}])) / ${all} * 100`;
    },
    (m) => {
      const metric = "skipper_serve_route_duration_seconds";
      const all = `{${skipperRoute(m)}}[${m.interval}]`;
      return `sum(rate(${metric}_sum${all})) / sum(rate(${metric}_count${all})) * 1000`;
    },
  ),
  traefik: observer(
    (m) =>
      share(
        "traefik_service_request_duration_seconds_bucket",
        `${traefikService(m)}, code!~"5..", le="+Inf"`,
        `${traefikService(m)}, le="+Inf"`,
        m.interval,
      ),
    (m) => {
      const metric = "traefik_service_request_duration_seconds_bucket";
      return `${quantile(metric, traefikService(m), m.interval)} * 1000`;
    },
  ),
  osm: observer(
    (m) =>
      share(
        "osm_request_total",
        `${destinationOf(m)}, response_code!~"5.*"`,
        destinationOf(m),
        m.interval,
      ),
    (m) => quantile("osm_request_duration_ms_bucket", destinationOf(m), m.interval),
  ),
  apisix: observer(
    (m) =>
      share("apisix_http_status", `${apisixRoute(m)}, code!~"5.."`, apisixRoute(m), m.interval),
    (m) => quantile("apisix_http_latency_bucket", `type=~"request", ${apisixRoute(m)}`, m.interval),
  ),
} as const satisfies Readonly<Record<string, Observer>>;

function observer(
  successRate: (model: QueryModel) => string,
  duration: (model: QueryModel) => string,
): Observer {
  return {
    "request-success-rate": successRate,
    "request-duration": duration,
    scale: 1,
    prefix: "running query failed: ",
  };
}

/** Those who count at Envoy's clusters; the comma at the end of the selector is Flagger's. */
function envoy(cluster: (model: QueryModel) => string): Observer {
  return observer(
    (m) =>
      share(
        "envoy_cluster_upstream_rq",
        `${cluster(m)}, envoy_response_code!~"5.*"`,
        `${cluster(m)},`,
        m.interval,
      ),
    (m) => quantile("envoy_cluster_upstream_rq_time_bucket", `${cluster(m)},`, m.interval),
  );
}

const share = (metric: string, good: string, all: string, window: string): string =>
  `sum( rate( ${metric}{ ${good} }[${window}] ) ) / sum( rate( ${metric}{ ${all} }[${window}] ) ) * 100`;

const quantile = (metric: string, all: string, window: string): string =>
  `histogram_quantile( 0.99, sum( rate( ${metric}{ ${all} }[${window}] ) ) by (le) )`;

const deploymentOf = ({ namespace, target }: QueryModel): string =>
  `namespace="${namespace}", deployment=~"${target}"`;

const workloadOf = ({ namespace, target }: QueryModel): string =>
  `reporter="destination", destination_workload_namespace="${namespace}", destination_workload=~"${target}"`;

const podsOf = ({ namespace, target }: QueryModel): string =>
  `kubernetes_namespace="${namespace}", kubernetes_pod_name=~"${target}-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)"`;

const ingressOf = ({ namespace, ingress }: QueryModel): string =>
  `namespace="${namespace}", ingress="${ingress}", canary!=""`;

const destinationOf = ({ namespace, target }: QueryModel): string =>
  `destination_namespace="${namespace}", destination_kind="Deployment", destination_name="${target}"`;

const traefikService = ({ namespace, target }: QueryModel): string =>
  `service=~"${namespace}-${target}-canary-[0-9a-zA-Z-]+@kubernetescrd"`;

const apisixRoute = ({ namespace, route, target }: QueryModel): string =>
  `route=~"${namespace}_${route}-${target}-canary_.+"`;

/** Skipper's own names of routes have underscores only. */
function skipperRoute({ namespace, ingress, service }: QueryModel): string {
  const [space, entry, apex] = [namespace, ingress, service].map((it) => it.replace(/\W/gu, "_"));
  return `route=~"kube(ew)?_${space}__${entry}_canary__.*__${apex}_canary(_[0-9]+)?"`;
}
