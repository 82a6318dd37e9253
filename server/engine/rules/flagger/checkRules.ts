import type { Rule } from "../rule.ts";
import { alertMissesRollback } from "./alertMissesRollback.ts";
import { alertSecretAddress } from "./alertSecretAddress.ts";
import { alertsSilenceGlobal } from "./alertsSilenceGlobal.ts";
import { alertWithoutSeverity } from "./alertWithoutSeverity.ts";
import { analysisWithoutChecks } from "./analysisWithoutChecks.ts";
import { autoscalerKindMismatch } from "./autoscalerKindMismatch.ts";
import { autoscalerNotReferenced } from "./autoscalerNotReferenced.ts";
import { autoscalerPrimaryWritten } from "./autoscalerPrimaryWritten.ts";
import { builtInMetricNotExported } from "./builtInMetricNotExported.ts";
import { builtInMetricWithTemplate } from "./builtInMetricWithTemplate.ts";
import { crossNamespaceBlocked } from "./crossNamespaceBlocked.ts";
import { daemonSetMetricsOfPrimary } from "./daemonSetMetricsOfPrimary.ts";
import { durationInSeconds } from "./durationInSeconds.ts";
import { failedCanaryNotRetried } from "./failedCanaryNotRetried.ts";
import { failedPromotionServed } from "./failedPromotionServed.ts";
import { flaggerCrdsNotUpgraded } from "./flaggerCrdsNotUpgraded.ts";
import { flaggerVersionOpen } from "./flaggerVersionOpen.ts";
import { gateNobodyIsToldOf } from "./gateNobodyIsToldOf.ts";
import { gateWithoutLoad } from "./gateWithoutLoad.ts";
import { gateWithoutType } from "./gateWithoutType.ts";
import { influxEmptyIsZero } from "./influxEmptyIsZero.ts";
import { linkerdMetricsInstead } from "./linkerdMetricsInstead.ts";
import { linkerdPrometheusClosed } from "./linkerdPrometheusClosed.ts";
import { loadTesterOutsideMesh } from "./loadTesterOutsideMesh.ts";
import { loadTestTooShort } from "./loadTestTooShort.ts";
import { metricFieldDeprecated } from "./metricFieldDeprecated.ts";
import { metricIntervalMissing } from "./metricIntervalMissing.ts";
import { metricIntervalShort } from "./metricIntervalShort.ts";
import { metricProviderIncomplete } from "./metricProviderIncomplete.ts";
import { metricsNeedDeployment } from "./metricsNeedDeployment.ts";
import { metricsWithoutTraffic } from "./metricsWithoutTraffic.ts";
import { metricWindowTenfold } from "./metricWindowTenfold.ts";
import { metricWithoutQuery } from "./metricWithoutQuery.ts";
import { metricWithoutThreshold } from "./metricWithoutThreshold.ts";
import { preRolloutRepeated } from "./preRolloutRepeated.ts";
import { primaryScalerRange } from "./primaryScalerRange.ts";
import { primaryScalerZero } from "./primaryScalerZero.ts";
import { queryEmptyWhenIdle } from "./queryEmptyWhenIdle.ts";
import { queryForOneTarget } from "./queryForOneTarget.ts";
import { queryManySeries } from "./queryManySeries.ts";
import { queryVariableUndefined } from "./queryVariableUndefined.ts";
import { rollbackHookAlwaysFires } from "./rollbackHookAlwaysFires.ts";
import { scalerPausedInGit } from "./scalerPausedInGit.ts";
import { scalerQueryAmbiguous } from "./scalerQueryAmbiguous.ts";
import { scalerQueryWithoutTrigger } from "./scalerQueryWithoutTrigger.ts";
import { serviceNameHidesMetrics } from "./serviceNameHidesMetrics.ts";
import { successRateFraction } from "./successRateFraction.ts";
import { targetLeftAtZero } from "./targetLeftAtZero.ts";
import { taskWithoutCommand } from "./taskWithoutCommand.ts";
import { taskWithoutTimeout } from "./taskWithoutTimeout.ts";
import { testNotAwaited } from "./testNotAwaited.ts";
import { thresholdOnWrongSide } from "./thresholdOnWrongSide.ts";
import { thresholdRangeImpossible } from "./thresholdRangeImpossible.ts";
import { trafficGateNeverAsked } from "./trafficGateNeverAsked.ts";
import { volumeOfOnePod } from "./volumeOfOnePod.ts";
import { webhookAnswers204 } from "./webhookAnswers204.ts";
import { webhookLongerThanInterval } from "./webhookLongerThanInterval.ts";
import { webhookNameTwice } from "./webhookNameTwice.ts";

/** What is wrong with the checks, alerts and scaling of a Canary. flagger.md §6.5–6.7 */
export const checkRules: readonly Rule[] = [
  analysisWithoutChecks,
  metricWithoutQuery,
  metricsWithoutTraffic,
  builtInMetricWithTemplate,
  metricWithoutThreshold,
  thresholdRangeImpossible,
  thresholdOnWrongSide,
  successRateFraction,
  durationInSeconds,
  crossNamespaceBlocked,
  metricIntervalMissing,
  queryVariableUndefined,
  queryManySeries,
  queryEmptyWhenIdle,
  queryForOneTarget,
  linkerdPrometheusClosed,
  metricProviderIncomplete,
  serviceNameHidesMetrics,
  metricsNeedDeployment,
  daemonSetMetricsOfPrimary,
  builtInMetricNotExported,
  linkerdMetricsInstead,
  metricIntervalShort,
  influxEmptyIsZero,
  metricWindowTenfold,
  rollbackHookAlwaysFires,
  taskWithoutCommand,
  gateWithoutType,
  testNotAwaited,
  taskWithoutTimeout,
  webhookAnswers204,
  webhookLongerThanInterval,
  trafficGateNeverAsked,
  loadTestTooShort,
  preRolloutRepeated,
  gateWithoutLoad,
  gateNobodyIsToldOf,
  webhookNameTwice,
  loadTesterOutsideMesh,
  alertWithoutSeverity,
  alertSecretAddress,
  alertMissesRollback,
  alertsSilenceGlobal,
  autoscalerKindMismatch,
  autoscalerNotReferenced,
  primaryScalerZero,
  primaryScalerRange,
  scalerQueryWithoutTrigger,
  scalerQueryAmbiguous,
  scalerPausedInGit,
  autoscalerPrimaryWritten,
  volumeOfOnePod,
  flaggerCrdsNotUpgraded,
  flaggerVersionOpen,
  failedPromotionServed,
  targetLeftAtZero,
  failedCanaryNotRetried,
  metricFieldDeprecated,
];
