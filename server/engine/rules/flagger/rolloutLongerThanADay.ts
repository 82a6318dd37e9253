import { durationWords } from "../../durationWords.ts";
import type { Rule } from "../rule.ts";
import { analysisInterval } from "./analysisInterval.ts";
import { canaryOf } from "./canary.ts";
import { earliestTicks } from "./earliestTicks.ts";
import { isCanary } from "./requestMatch.ts";

/** How often versions come is in no file; a day is longer than most have. flagger.md §2.10, §6.2 N20 */
export const rolloutLongerThanADay: Rule = {
  code: "rollout-longer-than-a-day",
  severity: "hint",
  title: "Rollout of more than a day",
  explanation:
    "A push during the analysis starts it again from 0 %. A rollout that needs a day or more at its best is hardly ever finished where versions come daily: each one is overtaken by the next. Take larger steps or a shorter interval.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-analysis",
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
          interval: 60m
      #             ^^^ rollout-longer-than-a-day
          threshold: 5
          stepWeight: 2
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - { name: acceptance, url: "http://tests.shop/check", timeout: 5s }
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
          interval: 10m
          threshold: 5
          stepWeight: 5
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - { name: acceptance, url: "http://tests.shop/check", timeout: 5s }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const interval = analysisInterval(canary);
    const ticks = interval === undefined ? undefined : earliestTicks(canary);
    if (interval === undefined || ticks === undefined || ticks * interval < DAY) return;
    yield {
      at: ["spec", "analysis", "interval"],
      message: `A rollout takes ${durationWords(ticks * interval)} at its best (${ticks} intervals), and each push in that time starts it again. Take larger steps or a shorter interval.`,
    };
  },
};

const DAY = 24 * 3600;
