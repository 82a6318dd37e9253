import type { JsonObject } from "./json.ts";
import type { CanaryStatus } from "./status.ts";

/**
 * A Canary as Flagger decodes it: defaults of the controller filled in, what is of a wrong type read as absent.
 * flagger.md §1
 */
export interface Canary {
  readonly name: string;
  readonly namespace: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** The whole object, for fields that only a router reads. */
  readonly object: JsonObject;
  readonly spec: CanarySpec;
  /** As read at the start of the tick. */
  readonly status: CanaryStatus;
}

export interface CanarySpec {
  /** `""`: that of Flagger's flag. */
  readonly provider: string;
  readonly metricsServer: string;
  readonly target: ObjectReference;
  readonly autoscaler: AutoscalerReference | undefined;
  readonly ingress: ObjectReference | undefined;
  readonly route: ObjectReference | undefined;
  readonly upstream: (ObjectReference & { readonly namespace: string }) | undefined;
  readonly service: CanaryService;
  /** `undefined` where it is absent; Flagger then skips it. */
  readonly analysis: Analysis | undefined;
  /** Seconds; 600 by default. */
  readonly progressDeadline: number;
  readonly skipAnalysis: boolean;
  readonly revertOnDeletion: boolean;
  readonly suspend: boolean;
}

export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

export interface AutoscalerReference extends ObjectReference {
  /** `undefined` where there are none; then queries are rewritten by name. */
  readonly primaryScalerQueries: Readonly<Record<string, string>> | undefined;
  readonly minReplicas: number | undefined;
  readonly maxReplicas: number | undefined;
}

/** What everybody needs of `spec.service`; routers read the rest from `object`. */
export interface CanaryService {
  /** `service.name`, else the name of the target. */
  readonly apex: string;
  readonly port: number;
  /** `http` by default. */
  readonly portName: string;
  /** `undefined`: as `port`. */
  readonly targetPort: number | string | undefined;
  readonly appProtocol: string;
  readonly hosts: readonly string[];
  readonly object: JsonObject;
}

export interface Analysis {
  /** Seconds that are in force: 60 for what cannot be parsed, never less than 10. */
  readonly interval: number;
  /** As written. */
  readonly intervalText: string;
  /** At least 1. */
  readonly threshold: number;
  /** As written; alerts show it. */
  readonly writtenThreshold: number;
  readonly iterations: number;
  readonly stepWeight: number;
  readonly stepWeights: readonly number[];
  readonly maxWeight: number;
  readonly stepWeightPromotion: number;
  readonly mirror: boolean;
  readonly mirrorWeight: number | undefined;
  readonly match: readonly JsonObject[];
  /** Percent; 100 by default. */
  readonly primaryReadyThreshold: number;
  readonly canaryReadyThreshold: number;
  readonly alerts: readonly AlertEntry[];
  readonly metrics: readonly MetricEntry[];
  readonly webhooks: readonly Webhook[];
  readonly sessionAffinity: JsonObject | undefined;
}

export interface AlertEntry {
  readonly name: string;
  readonly severity: string;
  readonly provider: { readonly name: string; readonly namespace: string };
}

export interface MetricEntry {
  readonly name: string;
  /** As written; `""` where absent. */
  readonly interval: string;
  /** Present even when empty: then nothing is compared. */
  readonly thresholdRange:
    | { readonly min: number | undefined; readonly max: number | undefined }
    | undefined;
  readonly threshold: number;
  readonly query: string;
  readonly template: { readonly name: string; readonly namespace: string } | undefined;
  readonly variables: Readonly<Record<string, string>>;
}

export type WebhookType =
  | "rollout"
  | "confirm-rollout"
  | "pre-rollout"
  | "confirm-promotion"
  | "post-rollout"
  | "event"
  | "rollback"
  | "confirm-traffic-increase";

export interface Webhook {
  readonly name: string;
  readonly type: WebhookType;
  /** As written; `""` where absent. */
  readonly writtenType: string;
  readonly url: string;
  /** As written; `""` where absent: 10 s. */
  readonly timeout: string;
  readonly retries: number;
  readonly muteAlert: boolean;
  readonly metadata: Readonly<Record<string, string>> | undefined;
}
