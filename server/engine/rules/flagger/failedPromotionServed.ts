import { FLAGGER } from "../../identity.ts";
import type { Rule } from "../rule.ts";
import { chartVersionOf } from "./chartVersionOf.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isFlaggerRelease } from "./isFlaggerRelease.ts";

const { weighted, successRate } = exampleChecks;

const release = (version: string) => `${weighted}
${successRate}
      #- flagger.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: flagger, namespace: flagger-system }
      spec:
        interval: 1h
        chart:
          spec:
            chart: flagger
            version: ${version}
            sourceRef: { kind: HelmRepository, name: flagger }
        upgrade: { crds: CreateReplace }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: flagger, namespace: flagger-system }
      spec: { interval: 1h, url: https://flagger.app }
    `;

/** Before 1.44 a promotion that fails ends on the broken side. flagger.md §2.3, §6.7 L06, §7.2 */
export const failedPromotionServed: Rule = {
  code: "failed-promotion-served",
  severity: "hint",
  title: "Flagger that goes back to a broken primary",
  explanation:
    "At a promotion the primary gets the new version, and may not become ready: its image cannot be pulled, or a quota is used up. Flagger before 1.44 then rolls back, which sends all traffic to that broken primary and scales the good target to zero. Since 1.44 the traffic stays with the target. Upgrade, and look at the primary when a Canary stays in Promoting.",
  link: "https://github.com/fluxcd/flagger/pull/1931",
  examples: {
    wrong: release(`1.43.0
            #        ^^^^^^ failed-promotion-served`),
    right: release("1.44.0"),
  },
  judges: "builds",
  about: isFlaggerRelease,
  *check(resource, view) {
    const version = chartVersionOf(resource, view);
    const [, major, minor] = /^[v=]*(\d+)\.(\d+)\.\d+/.exec(version?.text ?? "") ?? [];
    if (!version || version.isRange || !(Number(major) < 1 || isOld(major, minor))) return;
    if (view.ofKind(FLAGGER, "Canary").length === 0) return;
    const message = `When a primary does not become ready at its promotion, Flagger ${version.text} sends all traffic to it and scales the good version to zero. Upgrade to 1.44 or later.`;
    yield version.resource === resource
      ? { at: version.at, message }
      : {
          at: ["spec", "chartRef"],
          on: "key",
          message,
          related: [{ resource: version.resource, at: version.at, message: "Its version." }],
        };
  },
};

const isOld = (major: string | undefined, minor: string | undefined): boolean =>
  major === "1" && Number(minor) < 44;
