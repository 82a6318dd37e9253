import { FLAGGER, FLUX_HELM, FLUX_KUSTOMIZE, FLUX_SOURCE } from "../../identity.ts";

/** What must happen to one field when an object goes to the newest version of its kind. `[]` in a path is any item. */
export type Step =
  /** The field has gone; nothing replaces it. */
  | { readonly type: "remove"; readonly at: string }
  | { readonly type: "rename"; readonly at: string; readonly to: string }
  /** The value goes into another mapping of the same parent, unless that has it already. */
  | { readonly type: "move"; readonly at: string; readonly into: string; readonly as: string }
  /** The one value becomes the first of a list beside it. */
  | { readonly type: "first-of"; readonly at: string; readonly list: string }
  /** The value, if it is one of those, becomes another; what it says stays the same. */
  | {
      readonly type: "value";
      readonly at: string;
      readonly from: readonly string[];
      readonly to: string;
    }
  /** A field that was optional is written with what it stood for. */
  | {
      readonly type: "default";
      readonly at: string;
      readonly field: string;
      readonly text: string;
    }
  /** The bound of a metric becomes one end of a range: the lower for a rate of successes, else the upper. */
  | { readonly type: "range"; readonly at: string; readonly to: string }
  /** Carried over, but deprecated: only said. */
  | { readonly type: "keep"; readonly at: string; readonly say: string }
  /** `patchesStrategicMerge` and `patchesJson6902` in the mapping become `patches`. */
  | { readonly type: "patches"; readonly at: string }
  /** Text of that form cannot be rewritten by a table. */
  | {
      readonly type: "by-hand";
      readonly at: string;
      readonly when: RegExp;
      /** What a person must do: `write .Changed instead of .Updated in …`. */
      readonly say: string;
    };

const accessFrom: Step = { type: "remove", at: "spec.accessFrom" };
const summary: Step = {
  type: "move",
  at: "spec.summary",
  into: "eventMetadata",
  as: "summary",
};

/** Versions that no cluster serves any more, of what a Canary names. */
const WORKLOADS = ["extensions/v1beta1", "apps/v1beta1", "apps/v1beta2"];
const SCALERS = ["autoscaling/v2beta1", "autoscaling/v2beta2"];
const INGRESSES = ["extensions/v1beta1", "networking.k8s.io/v1beta1"];

const analysisSteps = (at: string): readonly Step[] => [
  { type: "default", at, field: "interval", text: "60s" },
  { type: "default", at, field: "threshold", text: "1" },
  { type: "range", at: `${at}.metrics[].threshold`, to: "thresholdRange" },
  {
    type: "keep",
    at: `${at}.metrics[].query`,
    say: "query still works; a MetricTemplate is what replaces it",
  },
];

/** By group and kind; other fields carry over unchanged. flux.md §1.3, flagger.md §7.1 */
export const steps: Readonly<Record<string, readonly Step[]>> = {
  [`${FLUX_SOURCE}|GitRepository`]: [{ type: "remove", at: "spec.gitImplementation" }, accessFrom],
  [`${FLUX_SOURCE}|Bucket`]: [accessFrom],
  [`${FLUX_SOURCE}|HelmChart`]: [
    { type: "first-of", at: "spec.valuesFile", list: "valuesFiles" },
    accessFrom,
  ],
  [`${FLUX_KUSTOMIZE}|Kustomization`]: [
    { type: "remove", at: "spec.validation" },
    { type: "patches", at: "spec" },
  ],
  [`${FLUX_HELM}|HelmRelease`]: [
    { type: "first-of", at: "spec.chart.spec.valuesFile", list: "valuesFiles" },
    { type: "patches", at: "spec.postRenderers[].kustomize" },
  ],
  "notification.toolkit.fluxcd.io|Alert": [summary],
  "image.toolkit.fluxcd.io|ImageUpdateAutomation": [
    {
      type: "by-hand",
      at: "spec.git.commit.messageTemplate",
      when: /\.Updated\b/,
      say: "write .Changed instead of .Updated in spec.git.commit.messageTemplate",
    },
  ],
  [`${FLAGGER}|Canary`]: [
    { type: "rename", at: "spec.canaryAnalysis", to: "analysis" },
    ...["spec.canaryAnalysis", "spec.analysis"].flatMap(analysisSteps),
    { type: "value", at: "spec.targetRef.apiVersion", from: WORKLOADS, to: "apps/v1" },
    { type: "value", at: "spec.autoscalerRef.apiVersion", from: SCALERS, to: "autoscaling/v2" },
    {
      type: "value",
      at: "spec.ingressRef.apiVersion",
      from: INGRESSES,
      to: "networking.k8s.io/v1",
    },
  ],
};
