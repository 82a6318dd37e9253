import { expect, test } from "vitest";
import { apisixRoute } from "../../../../server/engine/rules/flagger/apisixRoute.ts";
import { daemonsetOnDelete } from "../../../../server/engine/rules/flagger/daemonsetOnDelete.ts";
import { delegationHosts } from "../../../../server/engine/rules/flagger/delegationHosts.ts";
import { gatewayRefsMissing } from "../../../../server/engine/rules/flagger/gatewayRefsMissing.ts";
import { ingressBackendMissing } from "../../../../server/engine/rules/flagger/ingressBackendMissing.ts";
import { ingressRefMissing } from "../../../../server/engine/rules/flagger/ingressRefMissing.ts";
import { ingressRuleEmpty } from "../../../../server/engine/rules/flagger/ingressRuleEmpty.ts";
import { knativeMismatch } from "../../../../server/engine/rules/flagger/knativeMismatch.ts";
import { kubernetesWeights } from "../../../../server/engine/rules/flagger/kubernetesWeights.ts";
import { meshNameMissing } from "../../../../server/engine/rules/flagger/meshNameMissing.ts";
import { mirrorLost } from "../../../../server/engine/rules/flagger/mirrorLost.ts";
import { mirrorNeverAdvances } from "../../../../server/engine/rules/flagger/mirrorNeverAdvances.ts";
import { mirrorUnsupported } from "../../../../server/engine/rules/flagger/mirrorUnsupported.ts";
import { nginxMatchWeights } from "../../../../server/engine/rules/flagger/nginxMatchWeights.ts";
import { portDiscoveryClash } from "../../../../server/engine/rules/flagger/portDiscoveryClash.ts";
import { serviceTargetClusterIp } from "../../../../server/engine/rules/flagger/serviceTargetClusterIp.ts";
import { sessionCookie } from "../../../../server/engine/rules/flagger/sessionCookie.ts";
import { skipperAnnotations } from "../../../../server/engine/rules/flagger/skipperAnnotations.ts";
import { upstreamNamespaceMissing } from "../../../../server/engine/rules/flagger/upstreamNamespaceMissing.ts";
import type { Rule } from "../../../../server/engine/rules/rule.ts";
import { readFixture } from "../../../support/fixture.ts";
import { simulated } from "../../../support/simulated.ts";

/** The example of a rule, played with sound pods and metrics. */
const played = (example: string): string =>
  simulated([...readFixture(example).files.values()].join("---\n"));

/** Rules, and how their wrong example ends when it is played. */
const ENDINGS: readonly (readonly [Rule, string])[] = [
  [mirrorNeverAdvances, "endless at"],
  [mirrorLost, "endless at"],
  [ingressRefMissing, "endless at"],
  [ingressBackendMissing, "endless at"],
  [gatewayRefsMissing, "endless at"],
  [apisixRoute, "endless at"],
  [meshNameMissing, "endless at"],
  [upstreamNamespaceMissing, "endless at"],
  [delegationHosts, "endless at"],
  [portDiscoveryClash, "endless at"],
  [daemonsetOnDelete, "endless at"],
  [serviceTargetClusterIp, "endless at"],
  [ingressRuleEmpty, "panicked"],
  [skipperAnnotations, "panicked"],
  [knativeMismatch, "can't use istio provider with Knative Service as target"],
  [sessionCookie, "can't use the same cookie name"],
];

test.for(ENDINGS.map(([rule, ending]) => [rule.code, rule.examples, ending] as const))(
  "%s: the wrong example never gets through, the right one succeeds",
  ([, { wrong, right }, ending]) => {
    expect(played(wrong)).toContain(ending);
    expect(played(right)).toContain("Succeeded at");
  },
);

test("NGINX with match promotes after the first step", () => {
  const text = played(nginxMatchWeights.examples.wrong);
  expect(text).toContain("canary weight 10");
  expect(text).not.toContain("canary weight 20");
  expect(text).toContain("Succeeded at");
});

test("kubernetes makes ten iterations of weights", () => {
  const text = played(kubernetesWeights.examples.wrong);
  expect(text).toContain("canary iteration 10/10");
  expect(text).not.toContain("canary weight");
});

test("mirroring is told of where there is none", () => {
  const text = played(mirrorUnsupported.examples.wrong);
  expect(text).toContain("Stop traffic mirroring and route all traffic to canary");
  expect(text).not.toMatch(/\d+\/\d+M/);
});
