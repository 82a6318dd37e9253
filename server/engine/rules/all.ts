import { apiVersionMissing } from "./apiVersionMissing.ts";
import { backendPortMissing } from "./backendPortMissing.ts";
import { chartSourceMissing } from "./chartSourceMissing.ts";
import { dependsOnCycle } from "./dependsOnCycle.ts";
import { dependsOnMissing } from "./dependsOnMissing.ts";
import { deprecatedField } from "./deprecatedField.ts";
import { deprecatedVersion } from "./deprecatedVersion.ts";
import { duplicateObject } from "./duplicateObject.ts";
import { alertProviderMissing } from "./flagger/alertProviderMissing.ts";
import { autoscalerMissing } from "./flagger/autoscalerMissing.ts";
import { canaryTargetMissing } from "./flagger/canaryTargetMissing.ts";
import { checkRules } from "./flagger/checkRules.ts";
import { ingressMissing } from "./flagger/ingressMissing.ts";
import { linkerdMatch } from "./flagger/linkerdMatch.ts";
import { matchUnsupported } from "./flagger/matchUnsupported.ts";
import { metricTemplateMissing } from "./flagger/metricTemplateMissing.ts";
import { providerRules } from "./flagger/providerRules.ts";
import { selectorLabel } from "./flagger/selectorLabel.ts";
import { selectorLabelsSpaces } from "./flagger/selectorLabelsSpaces.ts";
import { shapeRules } from "./flagger/shapeRules.ts";
import { fluxConstraint } from "./fluxConstraint.ts";
import { healthCheckElsewhere } from "./healthCheckElsewhere.ts";
import { healthChecksUnused } from "./healthChecksUnused.ts";
import { healthCheckWithoutNamespace } from "./healthCheckWithoutNamespace.ts";
import { imageRepositoryMissing } from "./imageRepositoryMissing.ts";
import { inputProviderMissing } from "./inputProviderMissing.ts";
import { keyMissing } from "./keyMissing.ts";
import { kubernetesConstraint } from "./kubernetesConstraint.ts";
import { kustomizationEntryMissing } from "./kustomizationEntryMissing.ts";
import { kustomizationEntryTwice } from "./kustomizationEntryTwice.ts";
import { kustomizationFolder } from "./kustomizationFolder.ts";
import { listenerMissing } from "./listenerMissing.ts";
import { misspeltKind } from "./misspeltKind.ts";
import { misspeltName } from "./misspeltName.ts";
import { misspeltNamespace } from "./misspeltNamespace.ts";
import { pathIsFile } from "./pathIsFile.ts";
import { pathMissing } from "./pathMissing.ts";
import { probePortMissing } from "./probePortMissing.ts";
import { providerMissing } from "./providerMissing.ts";
import type { Rule } from "./rule.ts";
import { secretMissing } from "./secretMissing.ts";
import { selectorWithoutPods } from "./selectorWithoutPods.ts";
import { sopsWithoutDecryption } from "./sopsWithoutDecryption.ts";
import { sourceMissing } from "./sourceMissing.ts";
import { sourceUrl } from "./sourceUrl.ts";
import { substituteFromMissing } from "./substituteFromMissing.ts";
import { targetPortMissing } from "./targetPortMissing.ts";
import { unknownKind } from "./unknownKind.ts";
import { unknownVersion } from "./unknownVersion.ts";
import { unlistedFile } from "./unlistedFile.ts";
import { valuesFromMissing } from "./valuesFromMissing.ts";
import { valuesFromText } from "./valuesFromText.ts";
import { valuesTwice } from "./valuesTwice.ts";
import { variableUndefined } from "./variableUndefined.ts";
import { variableUnused } from "./variableUnused.ts";
import { versionRange } from "./versionRange.ts";

/**
 * The catalogue, in the order in which findings of one place are shown: what stops everything first,
 * then what names nothing, then what does something else than it says, then what is merely old or unused.
 */
export const rules: readonly Rule[] = [
  kustomizationEntryMissing,
  kustomizationFolder,
  kustomizationEntryTwice,
  duplicateObject,
  apiVersionMissing,
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
  misspeltName,
  misspeltKind,
  misspeltNamespace,
  healthCheckElsewhere,
  healthCheckWithoutNamespace,
  healthChecksUnused,
  keyMissing,
  selectorWithoutPods,
  targetPortMissing,
  backendPortMissing,
  listenerMissing,
  probePortMissing,
  unlistedFile,
  fluxConstraint,
  kubernetesConstraint,
  sopsWithoutDecryption,
  sourceUrl,
  versionRange,
  linkerdMatch,
  matchUnsupported,
  selectorLabel,
  selectorLabelsSpaces,
  ...shapeRules,
  ...providerRules,
  ...checkRules,
  valuesTwice,
  unknownKind,
  unknownVersion,
  deprecatedVersion,
  deprecatedField,
  variableUnused,
];
