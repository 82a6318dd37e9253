import { listOf } from "../../canary/json.ts";
import { durationWords } from "../../durationWords.ts";
import { goDuration } from "../../goDuration.ts";
import type { Rule } from "../rule.ts";
import { analysisInterval } from "./analysisInterval.ts";
import { canaryOf } from "./canary.ts";
import { isAnalysed } from "./isWeighted.ts";
import { isCanary } from "./requestMatch.ts";

/** flagger.md §5.3, §6.2 N21 */
export const metricWindowOutlastsThreshold: Rule = {
  code: "metric-window-outlasts-threshold",
  severity: "hint",
  title: "Metric window that spans many checks",
  explanation:
    "A metric is looked at over its own interval. When that is many times the interval of the analysis, one bad minute stays in the window for as many checks, each of which counts as a failure: a single moment reaches the threshold by itself. Let both intervals be alike, or raise the threshold.",
  link: "https://docs.flagger.app/usage/metrics",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        service: { port: 80 }
        analysis:
          interval: 10s
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics:
            - name: request-success-rate
              interval: 5m
      #                 ^^ metric-window-outlasts-threshold
              thresholdRange: { min: 99 }
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics:
            - name: request-success-rate
              interval: 5m
              thresholdRange: { min: 99 }
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const interval = analysisInterval(canary);
    const written = canary.numberAt(["spec", "analysis", "threshold"]);
    if (interval === undefined || written === undefined || !isAnalysed(canary)) return;
    const threshold = Math.max(1, written);
    for (const index of listOf(canary.analysis.metrics).keys()) {
      const at = ["spec", "analysis", "metrics", index, "interval"];
      const read = goDuration(canary.textAt(at) ?? "");
      if ("error" in read) continue;
      const checks = Math.floor(read.seconds / interval);
      if (checks < MANY || checks < threshold) continue;
      yield {
        at,
        message: `A bad moment stays in this window of ${durationWords(read.seconds)} for ${checks} checks, one each ${durationWords(interval)}, so it can reach threshold ${threshold} by itself.`,
      };
    }
  },
};

/** Fewer overlap in most repositories, and on purpose. */
const MANY = 10;
