import type { WebhookType } from "../../canary/canary.ts";
import { field, stringOf } from "../../canary/json.ts";
import { durationWords } from "../../durationWords.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { earliestTicks } from "./earliestTicks.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isCanary } from "./requestMatch.ts";
import { tickSeconds } from "./tickSeconds.ts";

const { weighted } = exampleChecks;

/** What judges nothing lets everything pass. flagger.md §2.2 step 26, §6.5 M01 */
export const analysisWithoutChecks: Rule = {
  code: "analysis-without-checks",
  severity: "warning",
  title: "Analysis that checks nothing",
  explanation:
    "Flagger promotes a new version when the checks of its analysis pass: metrics, and webhooks that may say no. This analysis has none, so every version is promoted as long as its pods start, however broken it is; the steps only make it take longer. Add metrics such as request-success-rate, or a webhook that runs a test.",
  link: "https://docs.flagger.app/usage/metrics",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
        service: { port: 80 }
        analysis: { interval: 1m, threshold: 5, stepWeight: 10, maxWeight: 50 }
      # ^^^^^^^^ analysis-without-checks
    `,
    right: `${weighted}
          metrics:
            - { name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (!canary.isWhole || canary.has(METRICS) || canary.spec.skipAnalysis === true) return;
    if (!canary.isSettled(METRICS) || !canary.isSettled(WEBHOOKS)) return;
    const hooks = canary.listAt(WEBHOOKS);
    if (hooks.some((it) => JUDGING.has(stringOf(field(it, "type"))))) return;
    yield {
      at: ["spec", "analysis"],
      on: "key",
      message: `This analysis has no metrics and no webhook that can say no, so every version whose pods start is promoted${after(canary)}. Add metrics, or a webhook of type rollout.`,
    };
  },
};

function after(canary: CanaryReading): string {
  const [ticks, every] = [earliestTicks(canary), tickSeconds(canary)];
  return ticks === undefined || every === undefined ? "" : ` after ${durationWords(ticks * every)}`;
}

const METRICS = ["spec", "analysis", "metrics"];
const WEBHOOKS = ["spec", "analysis", "webhooks"];

const JUDGING: ReadonlySet<string> = new Set<WebhookType | "">([
  "",
  "rollout",
  "pre-rollout",
  "confirm-promotion",
  "confirm-traffic-increase",
  "rollback",
]);
