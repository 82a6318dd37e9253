import type { WebhookType } from "../../canary/canary.ts";
import { durationWords } from "../../durationWords.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isCanary } from "./requestMatch.ts";
import { tickSeconds } from "./tickSeconds.ts";
import { webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

/** Flagger waits for the answer inside the tick. flagger.md §2.7, §6.6 W06 */
export const webhookLongerThanInterval: Rule = {
  code: "webhook-longer-than-interval",
  severity: "information",
  title: "Webhook that may take longer than the interval",
  explanation:
    "A webhook that is asked at every tick is waited for inside the tick, timeout for each attempt. Where that, with its retries, is longer than analysis.interval, a slow or dead endpoint makes Flagger leave out ticks, and the rollout takes longer than its numbers say. Tasks of type cmd are left aside: the load tester answers them at once. Shorten the timeout, or lengthen the interval.",
  link: "https://docs.flagger.app/usage/webhooks",
  examples: {
    wrong: `${weighted}
${successRate}
          webhooks:
            - name: smoke
              url: http://tests.shop/check
              timeout: 30s
              #        ^^^ webhook-longer-than-interval
              retries: 2
    `,
    right: `${weighted}
${successRate}
          webhooks:
            - name: smoke
              url: http://tests.shop/check
              timeout: 15s
              retries: 2
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const every = tickSeconds(canary);
    if (every === undefined) return;
    for (const { at, type, seconds, retries, hasTimeout, task } of webhooksOf(canary)) {
      if (!EACH_TICK.has(type) || seconds === undefined || task?.type === "cmd") continue;
      const longest = seconds * (retries + 1);
      if (longest <= every) continue;
      const attempts = retries === 0 ? "" : ` in ${retries + 1} attempts`;
      yield {
        at: [...at, hasTimeout ? "timeout" : "retries"],
        message: `Flagger may wait ${durationWords(longest)} for this webhook${attempts}, and the next tick is due after ${durationWords(every)}, so ticks are left out while it is slow. Shorten it to ${durationWords(every)} in all.`,
      };
    }
  },
};

const EACH_TICK: ReadonlySet<WebhookType> = new Set<WebhookType>([
  "rollout",
  "rollback",
  "confirm-traffic-increase",
]);
