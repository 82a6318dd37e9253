import { goDuration } from "../../goDuration.ts";
import { DEFAULT_FLAGS, type Flags } from "../flags.ts";
import type { Json } from "../json.ts";
import { stringsOf } from "../stringsOf.ts";

/** Flagger's flags as a recording lists them: `-name` to value. `provider`: where the flag for it is missing. */
export function recordedFlags(it: Json | undefined, provider: string): Flags {
  const flags = stringsOf(it);
  const list = (name: string) => flags[name]?.split(",");
  const interval = goDuration(flags["-control-loop-interval"] ?? "");
  const slack = flags["-slack-url"] || flags["-msteams-url"];
  return {
    meshProvider: flags["-mesh-provider"] ?? (provider || DEFAULT_FLAGS.meshProvider),
    selectorLabels: list("-selector-labels") ?? DEFAULT_FLAGS.selectorLabels,
    includeLabelPrefix: list("-include-label-prefix") ?? DEFAULT_FLAGS.includeLabelPrefix,
    metricsServer: flags["-metrics-server"] ?? DEFAULT_FLAGS.metricsServer,
    controlLoopInterval:
      "seconds" in interval ? interval.seconds : DEFAULT_FLAGS.controlLoopInterval,
    enableConfigTracking: flags["-enable-config-tracking"] !== "false",
    ingressAnnotationsPrefix:
      flags["-ingress-annotations-prefix"] ?? DEFAULT_FLAGS.ingressAnnotationsPrefix,
    ingressClass: flags["-ingress-class"] ?? DEFAULT_FLAGS.ingressClass,
    hasEventWebhook: (flags["-event-webhook"] ?? "") !== "",
    alertChannel: slack ? (flags["-slack-channel"] ?? "") : undefined,
    noCrossNamespaceRefs: flags["-no-cross-namespace-refs"] === "true",
    clusterName: flags["-cluster-name"] ?? "",
  };
}
