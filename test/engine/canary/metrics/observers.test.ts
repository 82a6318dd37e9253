import { expect, test } from "vitest";
import type { QueryModel } from "../../../../server/engine/canary/metrics/model.ts";
import {
  metricsProvider,
  observerName,
} from "../../../../server/engine/canary/metrics/observerFor.ts";
import { OBSERVERS } from "../../../../server/engine/canary/metrics/observers.ts";
import { readCanary } from "../../../../server/engine/canary/readCanary.ts";

const model: QueryModel = {
  name: "cd",
  namespace: "te-st",
  target: "web-x",
  service: "apex-x",
  ingress: "ing-x",
  route: "rt-x",
  interval: "1m",
  variables: {},
};

// What Flagger 1.44.0 asks for this model, white space collapsed as before it is sent.
test.for([
  [
    "apisix",
    'sum( rate( apisix_http_status{ route=~"te-st_rt-x-web-x-canary_.+", code!~"5.." }[1m] ) ) / sum( rate( apisix_http_status{ route=~"te-st_rt-x-web-x-canary_.+" }[1m] ) ) * 100',
    'histogram_quantile( 0.99, sum( rate( apisix_http_latency_bucket{ type=~"request", route=~"te-st_rt-x-web-x-canary_.+" }[1m] ) ) by (le) )',
  ],
  [
    "appmesh",
    'sum( rate( envoy_cluster_upstream_rq{ kubernetes_namespace="te-st", kubernetes_pod_name=~"web-x-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)", envoy_response_code!~"5.*" }[1m] ) ) / sum( rate( envoy_cluster_upstream_rq{ kubernetes_namespace="te-st", kubernetes_pod_name=~"web-x-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)" }[1m] ) ) * 100',
    'histogram_quantile( 0.99, sum( rate( envoy_cluster_upstream_rq_time_bucket{ kubernetes_namespace="te-st", kubernetes_pod_name=~"web-x-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)" }[1m] ) ) by (le) )',
  ],
  [
    "contour",
    'sum( rate( envoy_cluster_upstream_rq{ envoy_cluster_name=~"te-st_apex-x-canary_[0-9a-zA-Z-]+", envoy_response_code!~"5.*" }[1m] ) ) / sum( rate( envoy_cluster_upstream_rq{ envoy_cluster_name=~"te-st_apex-x-canary_[0-9a-zA-Z-]+", }[1m] ) ) * 100',
    'histogram_quantile( 0.99, sum( rate( envoy_cluster_upstream_rq_time_bucket{ envoy_cluster_name=~"te-st_apex-x-canary_[0-9a-zA-Z-]+", }[1m] ) ) by (le) )',
  ],
  [
    "gloo",
    'sum( rate( envoy_cluster_upstream_rq{ envoy_cluster_name=~"te-st-web-x-canaryupstream-[0-9a-zA-Z-]+_[0-9a-zA-Z-]+", envoy_response_code!~"5.*" }[1m] ) ) / sum( rate( envoy_cluster_upstream_rq{ envoy_cluster_name=~"te-st-web-x-canaryupstream-[0-9a-zA-Z-]+_[0-9a-zA-Z-]+", }[1m] ) ) * 100',
    'histogram_quantile( 0.99, sum( rate( envoy_cluster_upstream_rq_time_bucket{ envoy_cluster_name=~"te-st-web-x-canaryupstream-[0-9a-zA-Z-]+_[0-9a-zA-Z-]+", }[1m] ) ) by (le) )',
  ],
  [
    "http",
    'sum( rate( http_request_duration_seconds_count{ kubernetes_namespace="te-st", kubernetes_pod_name=~"web-x-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)", status!~"5.*" }[1m] ) ) / sum( rate( http_request_duration_seconds_count{ kubernetes_namespace="te-st", kubernetes_pod_name=~"web-x-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)" }[1m] ) ) * 100',
    'histogram_quantile( 0.99, sum( rate( http_request_duration_seconds_bucket{ kubernetes_namespace="te-st", kubernetes_pod_name=~"web-x-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)" }[1m] ) ) by (le) )',
  ],
  [
    "istio",
    'sum( rate( istio_requests_total{ reporter="destination", destination_workload_namespace="te-st", destination_workload=~"web-x", response_code!~"5.*" }[1m] ) ) / sum( rate( istio_requests_total{ reporter="destination", destination_workload_namespace="te-st", destination_workload=~"web-x" }[1m] ) ) * 100',
    'histogram_quantile( 0.99, sum( rate( istio_request_duration_milliseconds_bucket{ reporter="destination", destination_workload_namespace="te-st", destination_workload=~"web-x" }[1m] ) ) by (le) )',
  ],
  [
    "knative",
    'sum( rate( envoy_cluster_upstream_rq{ envoy_cluster_name=~"te-st/rt-x", envoy_response_code!~"5.*" }[1m] ) ) / sum( rate( envoy_cluster_upstream_rq{ envoy_cluster_name=~"te-st/rt-x", }[1m] ) ) * 100',
    'histogram_quantile( 0.99, sum( rate( envoy_cluster_upstream_rq_time_bucket{ envoy_cluster_name=~"te-st/rt-x", }[1m] ) ) by (le) )',
  ],
  [
    "kuma",
    'sum( rate( envoy_cluster_upstream_rq{ service=~"web-x-canary_te-st_svc_[0-9a-zA-Z-]+", envoy_response_code!~"5.*" }[1m] ) ) / sum( rate( envoy_cluster_upstream_rq{ service=~"web-x-canary_te-st_svc_[0-9a-zA-Z-]+", }[1m] ) ) * 100',
    'histogram_quantile( 0.99, sum( rate( envoy_cluster_upstream_rq_time_bucket{ service=~"web-x-canary_te-st_svc_[0-9a-zA-Z-]+", }[1m] ) ) by (le) )',
  ],
  [
    "linkerd",
    'sum( rate( response_total{ namespace="te-st", deployment=~"web-x", classification!="failure", direction="inbound" }[1m] ) ) / sum( rate( response_total{ namespace="te-st", deployment=~"web-x", direction="inbound" }[1m] ) ) * 100',
    'histogram_quantile( 0.99, sum( rate( response_latency_ms_bucket{ namespace="te-st", deployment=~"web-x", direction="inbound" }[1m] ) ) by (le) )',
  ],
  [
    "nginx",
    'sum( rate( nginx_ingress_controller_requests{ namespace="te-st", ingress="ing-x", canary!="", status!~"5.*" }[1m] ) ) / sum( rate( nginx_ingress_controller_requests{ namespace="te-st", ingress="ing-x", canary!="" }[1m] ) ) * 100',
    'sum( rate( nginx_ingress_controller_response_duration_seconds_sum{ namespace="te-st", ingress="ing-x", canary!="" }[1m] ) ) / sum( rate( nginx_ingress_controller_response_duration_seconds_count{ namespace="te-st", ingress="ing-x", canary!="" }[1m] ) ) * 1000',
  ],
  [
    "osm",
    'sum( rate( osm_request_total{ destination_namespace="te-st", destination_kind="Deployment", destination_name="web-x", response_code!~"5.*" }[1m] ) ) / sum( rate( osm_request_total{ destination_namespace="te-st", destination_kind="Deployment", destination_name="web-x" }[1m] ) ) * 100',
    'histogram_quantile( 0.99, sum( rate( osm_request_duration_ms_bucket{ destination_namespace="te-st", destination_kind="Deployment", destination_name="web-x" }[1m] ) ) by (le) )',
  ],
  [
    "skipper",
    'sum(rate(skipper_response_duration_seconds_bucket{route=~"kube(ew)?_te_st__ing_x_canary__.*__apex_x_canary(_[0-9]+)?",code!~"5..",le="+Inf"}[1m])) / sum(rate(skipper_response_duration_seconds_bucket{route=~"kube(ew)?_te_st__ing_x_canary__.*__apex_x_canary(_[0-9]+)?",le="+Inf"}[1m])) * 100',
    'sum(rate(skipper_serve_route_duration_seconds_sum{route=~"kube(ew)?_te_st__ing_x_canary__.*__apex_x_canary(_[0-9]+)?"}[1m])) / sum(rate(skipper_serve_route_duration_seconds_count{route=~"kube(ew)?_te_st__ing_x_canary__.*__apex_x_canary(_[0-9]+)?"}[1m])) * 1000',
  ],
  [
    "traefik",
    'sum( rate( traefik_service_request_duration_seconds_bucket{ service=~"te-st-web-x-canary-[0-9a-zA-Z-]+@kubernetescrd", code!~"5..", le="+Inf" }[1m] ) ) / sum( rate( traefik_service_request_duration_seconds_bucket{ service=~"te-st-web-x-canary-[0-9a-zA-Z-]+@kubernetescrd", le="+Inf" }[1m] ) ) * 100',
    'histogram_quantile( 0.99, sum( rate( traefik_service_request_duration_seconds_bucket{ service=~"te-st-web-x-canary-[0-9a-zA-Z-]+@kubernetescrd" }[1m] ) ) by (le) ) * 1000',
  ],
] as const)("%s", ([name, successRate, duration]) => {
  const observer = OBSERVERS[name];
  expect(observer["request-success-rate"](model)).toBe(successRate);
  expect(observer["request-duration"](model)).toBe(duration);
});

test("every observer is in the table above", () => {
  expect(Object.keys(OBSERVERS)).toHaveLength(13);
});

test.for([
  ["istio", "", "Deployment", "istio", "istio"],
  ["istio", "nginx", "Deployment", "nginx", "nginx"],
  ["linkerd", "nginx", "Deployment", "linkerd", "linkerd"],
  ["smi:linkerd", "contour", "Deployment", "linkerd", "linkerd"],
  ["smi:linkerd", "", "Deployment", "smi:linkerd", "istio"],
  ["smi:crossover", "", "Deployment", "crossover", "istio"],
  ["smi:crossover", "traefik", "Deployment", "traefik", "traefik"],
  ["appmesh:v1beta2", "", "Deployment", "appmesh:v1beta2", "appmesh"],
  ["gloo", "", "Deployment", "gloo", "gloo"],
  ["gatewayapi:v1", "", "Deployment", "gatewayapi:v1", "http"],
  ["kubernetes", "", "Deployment", "kubernetes", "http"],
  ["kubernetes", "", "Service", "kubernetes:service", "istio"],
  ["linkerd", "", "Service", "linkerd:service", "istio"],
  ["gloo", "", "Service", "gloo:service", "gloo"],
  ["http", "", "Deployment", "http", "istio"],
  ["constructor", "", "Deployment", "constructor", "istio"],
] as const)("flag %s, provider %j, %s: %s", ([flag, provider, kind, called, name]) => {
  const spec = { provider, targetRef: { apiVersion: "v1", kind, name: "web" } };
  const found = metricsProvider({ canary: readCanary({ spec }), flags: { meshProvider: flag } });
  expect(found).toBe(called);
  expect(observerName(found)).toBe(name);
});

test("a Knative Service is no Kubernetes Service", () => {
  const targetRef = { apiVersion: "serving.knative.dev/v1", kind: "Service", name: "web" };
  const canary = readCanary({ spec: { targetRef } });
  expect(metricsProvider({ canary, flags: { meshProvider: "knative" } })).toBe("knative");
});
