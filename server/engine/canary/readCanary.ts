import { goDuration } from "../goDuration.ts";
import { memo } from "../memo.ts";
import type {
  AlertEntry,
  Analysis,
  AutoscalerReference,
  Canary,
  CanaryService,
  CanarySpec,
  MetricEntry,
  ObjectReference,
  Webhook,
  WebhookType,
} from "./canary.ts";
import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "./json.ts";
import { stringsOf } from "./stringsOf.ts";

/**
 * A Canary as Flagger decodes it, but for its status.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/apis/flagger/v1beta1/canary.go
 */
export const readCanary: (object: JsonObject) => Omit<Canary, "status"> = memo((object) => ({
  name: stringOf(field(object, "metadata", "name")),
  namespace: stringOf(field(object, "metadata", "namespace")),
  annotations: stringsOf(field(object, "metadata", "annotations")),
  object,
  spec: specOf(field(object, "spec")),
}));

function specOf(spec: Json | undefined): CanarySpec {
  const target = referenceOf(field(spec, "targetRef")) ?? NOTHING;
  const upstream = field(spec, "upstreamRef");
  const analysis = field(spec, "analysis") ?? field(spec, "canaryAnalysis");
  return {
    provider: stringOf(field(spec, "provider")),
    metricsServer: stringOf(field(spec, "metricsServer")),
    target,
    autoscaler: autoscalerOf(field(spec, "autoscalerRef")),
    ingress: referenceOf(field(spec, "ingressRef")),
    route: referenceOf(field(spec, "routeRef")),
    upstream: isObject(upstream)
      ? { ...(referenceOf(upstream) ?? NOTHING), namespace: stringOf(upstream.namespace) }
      : undefined,
    service: serviceOf(field(spec, "service"), target.name),
    analysis: isObject(analysis) ? analysisOf(analysis) : undefined,
    progressDeadline: wholeOf(field(spec, "progressDeadlineSeconds")) ?? 600,
    skipAnalysis: field(spec, "skipAnalysis") === true,
    revertOnDeletion: field(spec, "revertOnDeletion") === true,
    suspend: field(spec, "suspend") === true,
  };
}

const NOTHING: ObjectReference = { apiVersion: "", kind: "", name: "" };

function referenceOf(it: Json | undefined): ObjectReference | undefined {
  if (!isObject(it)) return undefined;
  return {
    apiVersion: stringOf(it.apiVersion),
    kind: stringOf(it.kind),
    name: stringOf(it.name),
  };
}

function autoscalerOf(it: Json | undefined): AutoscalerReference | undefined {
  const reference = referenceOf(it);
  if (!reference) return undefined;
  const queries = field(it, "primaryScalerQueries");
  return {
    ...reference,
    primaryScalerQueries: isObject(queries) ? stringsOf(queries) : undefined,
    minReplicas: wholeOf(field(it, "primaryScalerReplicas", "minReplicas")),
    maxReplicas: wholeOf(field(it, "primaryScalerReplicas", "maxReplicas")),
  };
}

function serviceOf(it: Json | undefined, target: string): CanaryService {
  const targetPort = field(it, "targetPort");
  return {
    apex: stringOf(field(it, "name")) || target,
    port: wholeOf(field(it, "port")) ?? 0,
    portName: stringOf(field(it, "portName")) || "http",
    targetPort: isPort(targetPort) ? targetPort : undefined,
    appProtocol: stringOf(field(it, "appProtocol")),
    hosts: textsOf(field(it, "hosts")),
    object: isObject(it) ? it : {},
  };
}

/** The value `0`, as number or text, means that there is none. */
const isPort = (it: Json | undefined): it is number | string =>
  (typeof it === "number" && it !== 0) || (typeof it === "string" && it !== "0");

function analysisOf(it: JsonObject): Analysis {
  const interval = stringOf(it.interval);
  const threshold = wholeOf(it.threshold) ?? 0;
  return {
    interval: intervalOf(interval),
    intervalText: interval,
    threshold: threshold > 0 ? threshold : 1,
    writtenThreshold: threshold,
    iterations: wholeOf(it.iterations) ?? 0,
    stepWeight: wholeOf(it.stepWeight) ?? 0,
    stepWeights: listOf(it.stepWeights).filter((weight) => typeof weight === "number"),
    maxWeight: wholeOf(it.maxWeight) ?? 0,
    stepWeightPromotion: wholeOf(it.stepWeightPromotion) ?? 0,
    mirror: it.mirror === true,
    mirrorWeight: wholeOf(it.mirrorWeight),
    match: listOf(it.match).map((match) => (isObject(match) ? match : {})),
    primaryReadyThreshold: wholeOf(it.primaryReadyThreshold) ?? 100,
    canaryReadyThreshold: wholeOf(it.canaryReadyThreshold) ?? 100,
    alerts: listOf(it.alerts).map(alertOf),
    metrics: listOf(it.metrics).map(metricOf),
    webhooks: listOf(it.webhooks).map(webhookOf),
    sessionAffinity: isObject(it.sessionAffinity) ? it.sessionAffinity : undefined,
  };
}

/** Seconds between two ticks: 60 for what is no Go duration, at least 10. */
function intervalOf(text: string): number {
  const duration = goDuration(text);
  if (text === "" || "error" in duration) return 60;
  return Math.max(duration.seconds, 10);
}

function alertOf(it: Json): AlertEntry {
  return {
    name: stringOf(field(it, "name")),
    severity: stringOf(field(it, "severity")),
    provider: crossReferenceOf(field(it, "providerRef")),
  };
}

function metricOf(it: Json): MetricEntry {
  const range = field(it, "thresholdRange");
  const template = field(it, "templateRef");
  return {
    name: stringOf(field(it, "name")),
    interval: stringOf(field(it, "interval")),
    thresholdRange: isObject(range)
      ? { min: numberIn(range.min), max: numberIn(range.max) }
      : undefined,
    threshold: numberIn(field(it, "threshold")) ?? 0,
    query: stringOf(field(it, "query")),
    template: isObject(template) ? crossReferenceOf(template) : undefined,
    variables: stringsOf(field(it, "templateVariables")),
  };
}

function webhookOf(it: Json): Webhook {
  const metadata = field(it, "metadata");
  return {
    name: stringOf(field(it, "name")),
    type: (stringOf(field(it, "type")) || "rollout") as WebhookType,
    writtenType: stringOf(field(it, "type")),
    url: stringOf(field(it, "url")),
    timeout: stringOf(field(it, "timeout")),
    retries: wholeOf(field(it, "retries")) ?? 0,
    muteAlert: field(it, "muteAlert") === true,
    metadata: isObject(metadata) ? stringsOf(metadata) : undefined,
  };
}

const crossReferenceOf = (it: Json | undefined) => ({
  name: stringOf(field(it, "name")),
  namespace: stringOf(field(it, "namespace")),
});

const numberIn = (it: Json | undefined): number | undefined =>
  typeof it === "number" && Number.isFinite(it) ? it : undefined;

/** A whole number: what has a fraction cannot be decoded by Flagger. */
const wholeOf = (it: Json | undefined): number | undefined =>
  typeof it === "number" && Number.isInteger(it) ? it : undefined;

const textsOf = (it: Json | undefined): readonly string[] =>
  listOf(it).filter((text) => typeof text === "string");
