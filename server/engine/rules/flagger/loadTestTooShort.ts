import { durationWords } from "../../durationWords.ts";
import { goDuration } from "../../goDuration.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { loadSeconds } from "./loadCommand.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { tickSeconds } from "./tickSeconds.ts";
import { webhooksOf } from "./webhooksOf.ts";

const { weighted } = exampleChecks;

const metrics = `
          metrics: [{ name: request-success-rate, interval: 30s, thresholdRange: { min: 99 } }]`;

/** What is over before the metrics are looked at leaves nothing to measure. flagger.md §5.5, §6.6 W12 */
export const loadTestTooShort: Rule = {
  code: "load-test-too-short",
  severity: "information",
  title: "Load test that is over too soon",
  explanation:
    "A rollout webhook starts its load test at each tick, and metrics look back from the next tick over their own interval. Where the test ends before that window begins, and nobody else uses the version, no values are found and the check fails; in Blue/Green nobody else can. Let the test run as long as analysis.interval.",
  link: "https://docs.flagger.app/usage/webhooks#load-testing",
  examples: {
    wrong: `${weighted}${metrics}
          webhooks:
            - name: load-test
              url: http://flagger-loadtester.test/
              timeout: 5s
              metadata: { cmd: "hey -z 10s -q 10 -c 2 http://orders-canary.shop/" }
              #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ load-test-too-short
    `,
    right: `${weighted}${metrics}
          webhooks:
            - name: load-test
              url: http://flagger-loadtester.test/
              timeout: 5s
              metadata: { cmd: "hey -z 1m -q 10 -c 2 http://orders-canary.shop/" }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const every = tickSeconds(canary);
    const windows = metricsOf(canary).flatMap((it) => {
      const window = goDuration(it.interval ?? "1m");
      return it.builtIn && "seconds" in window ? [window.seconds] : [];
    });
    if (every === undefined || windows.length === 0) return;
    const window = Math.min(...windows);
    const isOnlyLoad = isUnused(canary);
    for (const { at, type, task } of webhooksOf(canary)) {
      const seconds = type === "rollout" && task ? loadSeconds(task.command) : undefined;
      if (seconds === undefined || seconds + window > every) continue;
      yield {
        at: [...at, "metadata", "cmd"],
        message: `This load ends ${durationWords(seconds)} after a tick, and at the next one, after ${durationWords(every)}, metrics look back ${durationWords(window)}, so they find no values${isOnlyLoad ? "" : " unless others use the version"}. Let it run for ${durationWords(every)}.`,
        severity: isOnlyLoad ? "warning" : "information",
      };
    }
  },
};

/** Does Blue/Green, or provider kubernetes, keep users away from the new version? */
const isUnused = (canary: CanaryReading): boolean =>
  canary.provider()?.name === "kubernetes" ||
  (canary.strategy() === "blue/green" && !canary.has(["spec", "analysis", "mirror"]));
