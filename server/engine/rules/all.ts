import { alertProviderMissing } from "./alertProviderMissing.ts";
import { autoscalerMissing } from "./autoscalerMissing.ts";
import { canaryTargetMissing } from "./canaryTargetMissing.ts";
import { chartSourceMissing } from "./chartSourceMissing.ts";
import { dependsOnCycle } from "./dependsOnCycle.ts";
import { dependsOnMissing } from "./dependsOnMissing.ts";
import { deprecatedField } from "./deprecatedField.ts";
import { deprecatedVersion } from "./deprecatedVersion.ts";
import { duplicateObject } from "./duplicateObject.ts";
import { fluxConstraint } from "./fluxConstraint.ts";
import { imageRepositoryMissing } from "./imageRepositoryMissing.ts";
import { ingressMissing } from "./ingressMissing.ts";
import { inputProviderMissing } from "./inputProviderMissing.ts";
import { kustomizationEntryMissing } from "./kustomizationEntryMissing.ts";
import { kustomizationEntryTwice } from "./kustomizationEntryTwice.ts";
import { kustomizationFolder } from "./kustomizationFolder.ts";
import { linkerdMatch } from "./linkerdMatch.ts";
import { matchUnsupported } from "./matchUnsupported.ts";
import { metricTemplateMissing } from "./metricTemplateMissing.ts";
import { pathIsFile } from "./pathIsFile.ts";
import { pathMissing } from "./pathMissing.ts";
import { providerMissing } from "./providerMissing.ts";
import type { Rule } from "./rule.ts";
import { secretMissing } from "./secretMissing.ts";
import { selectorLabel } from "./selectorLabel.ts";
import { selectorLabelsSpaces } from "./selectorLabelsSpaces.ts";
import { sourceMissing } from "./sourceMissing.ts";
import { sourceUrl } from "./sourceUrl.ts";
import { substituteFromMissing } from "./substituteFromMissing.ts";
import { unknownVersion } from "./unknownVersion.ts";
import { unlistedFile } from "./unlistedFile.ts";
import { valuesFromMissing } from "./valuesFromMissing.ts";
import { valuesFromText } from "./valuesFromText.ts";
import { valuesTwice } from "./valuesTwice.ts";
import { variableUndefined } from "./variableUndefined.ts";
import { variableUnused } from "./variableUnused.ts";

/**
 * The catalogue, in the order in which findings of one place are shown: what stops everything first,
 * then what names nothing, then what does something else than it says, then what is merely old or unused.
 */
export const rules: readonly Rule[] = [
  kustomizationEntryMissing,
  kustomizationFolder,
  kustomizationEntryTwice,
  duplicateObject,
  pathMissing,
  pathIsFile,
  dependsOnCycle,
  dependsOnMissing,
  sourceMissing,
  chartSourceMissing,
  substituteFromMissing,
  valuesFromMissing,
  valuesFromText,
  variableUndefined,
  canaryTargetMissing,
  ingressMissing,
  autoscalerMissing,
  metricTemplateMissing,
  alertProviderMissing,
  providerMissing,
  imageRepositoryMissing,
  inputProviderMissing,
  secretMissing,
  unlistedFile,
  fluxConstraint,
  sourceUrl,
  linkerdMatch,
  matchUnsupported,
  selectorLabel,
  selectorLabelsSpaces,
  valuesTwice,
  unknownVersion,
  deprecatedVersion,
  deprecatedField,
  variableUnused,
];
