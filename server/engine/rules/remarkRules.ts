import { imageUnused } from "./builds/imageUnused.ts";
import { jsonPatchPath } from "./builds/jsonPatchPath.ts";
import { kustomizationCycle } from "./builds/kustomizationCycle.ts";
import { mergeKeyMissing } from "./builds/mergeKeyMissing.ts";
import { namespaceConflict } from "./builds/namespaceConflict.ts";
import { patchWithoutTarget } from "./builds/patchWithoutTarget.ts";
import { replacementWithoutSource } from "./builds/replacementWithoutSource.ts";
import { replacementWithoutTarget } from "./builds/replacementWithoutTarget.ts";
import { replicasWithoutTarget } from "./builds/replicasWithoutTarget.ts";
import type { RemarkRule } from "./remarkRule.ts";

/** What builds say. What ends a build is an error, whatever the severity of its rule. */
export const remarkRules: readonly RemarkRule[] = [
  {
    code: "build-fails",
    severity: "error",
    title: "Build that fails",
    explanation:
      "kustomize, or Flux's kustomize-controller, stops here, so nothing of this build is applied and nothing is pruned: the cluster stays as it was. The message is the tool's own.",
  },
  patchWithoutTarget,
  jsonPatchPath,
  mergeKeyMissing,
  namespaceConflict,
  imageUnused,
  replicasWithoutTarget,
  replacementWithoutSource,
  replacementWithoutTarget,
  kustomizationCycle,
  {
    code: "remote-resource",
    severity: "information",
    title: "Remote resource, not followed",
    explanation:
      "What stands at a URL is never fetched here, so the build shown is without it, and nothing is judged by what may be missing. Open the repository as a second workspace folder, or name the folder of a checkout of it under its URL in the setting flightpath.sources.",
  },
  {
    code: "remote-component",
    severity: "information",
    title: "Remote component, not followed",
    explanation:
      "A component may change every object of the build, and this one stands at a URL, which is never fetched here. So nothing that the build gives is judged. Open the repository as a second workspace folder, or name the folder of a checkout of it under its URL in the setting flightpath.sources.",
  },
  {
    code: "helm-chart",
    severity: "information",
    title: "Helm chart, not rendered",
    explanation:
      "Charts are not templated here, so the build shown is without its objects. Flux refuses helmCharts in a kustomization; use a HelmRelease.",
  },
];
