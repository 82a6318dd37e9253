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
  [`${FLAGGER}|Canary`]: [{ type: "rename", at: "spec.canaryAnalysis", to: "analysis" }],
};
