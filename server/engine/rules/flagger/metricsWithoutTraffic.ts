import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";
import { unvisited } from "./unvisited.ts";

const { blueGreen, successRate } = exampleChecks;

/** Where nobody asks anything, there is nothing to measure. flagger.md §2.4.3, §5.5, §6.5 M02 */
export const metricsWithoutTraffic: Rule = {
  code: "metrics-without-traffic",
  severity: "warning",
  title: "Metrics of a version that gets no traffic",
  explanation:
    "request-success-rate and request-duration are worked out from the requests that the new version answers. Blue/Green sends it none before the last iteration, and with provider kubernetes no user reaches it before it is promoted. Without a load test the query finds no values, which is a failed check, so each rollout is rolled back once the threshold is reached. Add a webhook that makes requests to the Service of the canary.",
  link: "https://docs.flagger.app/usage/webhooks#load-testing",
  examples: {
    wrong: `${blueGreen}
          metrics:
            - name: request-success-rate
              #     ^^^^^^^^^^^^^^^^^^^^ metrics-without-traffic
              interval: 1m
              thresholdRange: { min: 99 }
    `,
    right: `${blueGreen}
${successRate}
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
    const metric = metricsOf(canary).find((it) => it.builtIn);
    const why = metric && canary.spec.skipAnalysis !== true && unvisited(canary);
    if (!metric || !why) return;
    yield {
      at: [...metric.at, "name"],
      message: `Nothing is there to measure: ${why}, and no webhook makes requests. ${metric.name} finds no values, so ${rolledBack(canary)}. Add a load test against ${canary.apex ?? "the target"}-canary.`,
    };
  },
};
