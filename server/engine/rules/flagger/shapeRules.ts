import type { Rule } from "../rule.ts";
import { alertProviderAddress } from "./alertProviderAddress.ts";
import { analysisSkipped } from "./analysisSkipped.ts";
import { analysisUnpaced } from "./analysisUnpaced.ts";
import { canaryAnalysisRenamed } from "./canaryAnalysisRenamed.ts";
import { canarySuspended } from "./canarySuspended.ts";
import { durationRefused } from "./durationRefused.ts";
import { durationUnreadable } from "./durationUnreadable.ts";
import { fractionalNumber } from "./fractionalNumber.ts";
import { generatedNameTooLong } from "./generatedNameTooLong.ts";
import { intervalBelowMinimum } from "./intervalBelowMinimum.ts";
import { mapValueNotText } from "./mapValueNotText.ts";
import { matchWithoutIterations } from "./matchWithoutIterations.ts";
import { maxWeightAbove100 } from "./maxWeightAbove100.ts";
import { maxWeightOvershot } from "./maxWeightOvershot.ts";
import { maxWeightWithIterations } from "./maxWeightWithIterations.ts";
import { maxWeightWithStepWeights } from "./maxWeightWithStepWeights.ts";
import { metricWindowOutlastsThreshold } from "./metricWindowOutlastsThreshold.ts";
import { mirrorWeightIgnored } from "./mirrorWeightIgnored.ts";
import { misplacedField } from "./misplacedField.ts";
import { progressDeadlineShort } from "./progressDeadlineShort.ts";
import { promotionStepInvalid } from "./promotionStepInvalid.ts";
import { providerUnknown } from "./providerUnknown.ts";
import { queryFunctionUnknown } from "./queryFunctionUnknown.ts";
import { readyThresholdAbove100 } from "./readyThresholdAbove100.ts";
import { readyThresholdZero } from "./readyThresholdZero.ts";
import { rolloutLongerThanADay } from "./rolloutLongerThanADay.ts";
import { servicePortInvalid } from "./servicePortInvalid.ts";
import { singleIterationGate } from "./singleIterationGate.ts";
import { stepWeightAboveMaxWeight } from "./stepWeightAboveMaxWeight.ts";
import { stepWeightsAbove100 } from "./stepWeightsAbove100.ts";
import { stepWeightsNotRising } from "./stepWeightsNotRising.ts";
import { stepWeightZero } from "./stepWeightZero.ts";
import { strategyNotOne } from "./strategyNotOne.ts";
import { targetKindUnsupported } from "./targetKindUnsupported.ts";
import { targetShared } from "./targetShared.ts";
import { targetVersionIgnored } from "./targetVersionIgnored.ts";
import { thresholdZero } from "./thresholdZero.ts";

/** What is wrong with the shape and the numbers of a Canary. flagger.md §6.1, §6.2 */
export const shapeRules: readonly Rule[] = [
  canaryAnalysisRenamed,
  strategyNotOne,
  analysisUnpaced,
  misplacedField,
  fractionalNumber,
  mapValueNotText,
  providerUnknown,
  durationRefused,
  durationUnreadable,
  intervalBelowMinimum,
  servicePortInvalid,
  targetKindUnsupported,
  targetVersionIgnored,
  alertProviderAddress,
  generatedNameTooLong,
  stepWeightZero,
  stepWeightsNotRising,
  stepWeightsAbove100,
  maxWeightAbove100,
  stepWeightAboveMaxWeight,
  maxWeightOvershot,
  maxWeightWithStepWeights,
  maxWeightWithIterations,
  thresholdZero,
  promotionStepInvalid,
  matchWithoutIterations,
  singleIterationGate,
  readyThresholdAbove100,
  readyThresholdZero,
  progressDeadlineShort,
  analysisSkipped,
  canarySuspended,
  targetShared,
  mirrorWeightIgnored,
  rolloutLongerThanADay,
  metricWindowOutlastsThreshold,
  queryFunctionUnknown,
];
