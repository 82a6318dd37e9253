import type { Rule } from "../rule.ts";
import { apisixRoute } from "./apisixRoute.ts";
import { appmeshLabelValue } from "./appmeshLabelValue.ts";
import { configMissing } from "./configMissing.ts";
import { configNotCopied } from "./configNotCopied.ts";
import { contourRegex } from "./contourRegex.ts";
import { daemonsetOnDelete } from "./daemonsetOnDelete.ts";
import { delegationHosts } from "./delegationHosts.ts";
import { gatewayMatcherUnsupported } from "./gatewayMatcherUnsupported.ts";
import { gatewayRefService } from "./gatewayRefService.ts";
import { gatewayRefsMissing } from "./gatewayRefsMissing.ts";
import { httpRouteTwice } from "./httpRouteTwice.ts";
import { includeLabelsOfTools } from "./includeLabelsOfTools.ts";
import { ingressBackendMissing } from "./ingressBackendMissing.ts";
import { ingressRefMissing } from "./ingressRefMissing.ts";
import { ingressRuleEmpty } from "./ingressRuleEmpty.ts";
import { ingressSeveral } from "./ingressSeveral.ts";
import { knativeMismatch } from "./knativeMismatch.ts";
import { knativeRevert } from "./knativeRevert.ts";
import { kubernetesTestMissesCanary } from "./kubernetesTestMissesCanary.ts";
import { kubernetesWeights } from "./kubernetesWeights.ts";
import { kumaRouteShared } from "./kumaRouteShared.ts";
import { meshInjectionMissing } from "./meshInjectionMissing.ts";
import { meshNameMissing } from "./meshNameMissing.ts";
import { mirrorLost } from "./mirrorLost.ts";
import { mirrorNeverAdvances } from "./mirrorNeverAdvances.ts";
import { mirrorUnsupported } from "./mirrorUnsupported.ts";
import { nginxMatcherLost } from "./nginxMatcherLost.ts";
import { nginxMatchWeights } from "./nginxMatchWeights.ts";
import { portDiscoveryClash } from "./portDiscoveryClash.ts";
import { providerOmitted } from "./providerOmitted.ts";
import { replicasInGit } from "./replicasInGit.ts";
import { secretNotCopied } from "./secretNotCopied.ts";
import { selectorLabelsOrder } from "./selectorLabelsOrder.ts";
import { selectorLeftBehind } from "./selectorLeftBehind.ts";
import { selectorShared } from "./selectorShared.ts";
import { serviceFieldUnused } from "./serviceFieldUnused.ts";
import { serviceNameStale } from "./serviceNameStale.ts";
import { serviceOverwritten } from "./serviceOverwritten.ts";
import { serviceTargetClusterIp } from "./serviceTargetClusterIp.ts";
import { serviceTargetName } from "./serviceTargetName.ts";
import { sessionAffinityUnsupported } from "./sessionAffinityUnsupported.ts";
import { sessionCookie } from "./sessionCookie.ts";
import { skipperAnnotations } from "./skipperAnnotations.ts";
import { smiMissing } from "./smiMissing.ts";
import { splitHosts } from "./splitHosts.ts";
import { spreadNotSeparated } from "./spreadNotSeparated.ts";
import { targetPortUnexposed } from "./targetPortUnexposed.ts";
import { templateRewritten } from "./templateRewritten.ts";
import { upstreamNamespaceMissing } from "./upstreamNamespaceMissing.ts";
import { virtualServiceTwice } from "./virtualServiceTwice.ts";

/** What is wrong between a Canary, its provider and its target. flagger.md §6.3, §6.4 */
export const providerRules: readonly Rule[] = [
  mirrorNeverAdvances,
  mirrorLost,
  mirrorUnsupported,
  kubernetesWeights,
  kubernetesTestMissesCanary,
  nginxMatchWeights,
  nginxMatcherLost,
  contourRegex,
  gatewayMatcherUnsupported,
  ingressRefMissing,
  ingressBackendMissing,
  ingressRuleEmpty,
  ingressSeveral,
  gatewayRefsMissing,
  gatewayRefService,
  apisixRoute,
  meshNameMissing,
  delegationHosts,
  splitHosts,
  sessionAffinityUnsupported,
  sessionCookie,
  serviceFieldUnused,
  knativeMismatch,
  knativeRevert,
  upstreamNamespaceMissing,
  virtualServiceTwice,
  httpRouteTwice,
  kumaRouteShared,
  smiMissing,
  providerOmitted,
  skipperAnnotations,
  appmeshLabelValue,
  meshInjectionMissing,
  selectorShared,
  selectorLabelsOrder,
  serviceOverwritten,
  selectorLeftBehind,
  targetPortUnexposed,
  portDiscoveryClash,
  serviceTargetName,
  serviceTargetClusterIp,
  daemonsetOnDelete,
  replicasInGit,
  includeLabelsOfTools,
  templateRewritten,
  serviceNameStale,
  configMissing,
  configNotCopied,
  secretNotCopied,
  spreadNotSeparated,
];
