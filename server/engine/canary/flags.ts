/** Flagger's own flags, as far as they decide what a rollout does; defaults are Flagger's. flagger.md §0.1 */
export interface Flags {
  readonly meshProvider: string;
  readonly selectorLabels: readonly string[];
  /** Prefixes; `*` copies all. */
  readonly includeLabelPrefix: readonly string[];
  readonly metricsServer: string;
  /** Seconds. */
  readonly controlLoopInterval: number;
  readonly enableConfigTracking: boolean;
  readonly ingressAnnotationsPrefix: string;
  readonly ingressClass: string;
  /** Is there a receiver of all events (`-event-webhook`)? */
  readonly hasEventWebhook: boolean;
  /** The channel of the global notifier; `undefined` where there is none. */
  readonly alertChannel: string | undefined;
  readonly noCrossNamespaceRefs: boolean;
  readonly clusterName: string;
}

export const DEFAULT_FLAGS: Flags = {
  meshProvider: "istio",
  selectorLabels: ["app", "name", "app.kubernetes.io/name"],
  includeLabelPrefix: [],
  metricsServer: "http://prometheus:9090",
  controlLoopInterval: 10,
  enableConfigTracking: true,
  ingressAnnotationsPrefix: "nginx.ingress.kubernetes.io",
  ingressClass: "",
  hasEventWebhook: true,
  alertChannel: undefined,
  noCrossNamespaceRefs: false,
  clusterName: "",
};
