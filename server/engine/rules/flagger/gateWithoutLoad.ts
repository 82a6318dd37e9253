import { durationWords } from "../../durationWords.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isLoadCommand, loadSeconds } from "./loadCommand.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { type Webhook, webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

/** The analysis goes on while a gate waits. flagger.md §2.7, §6.6 W09 */
export const gateWithoutLoad: Rule = {
  code: "gate-without-load",
  severity: "hint",
  title: "Metrics that go on while a gate waits",
  explanation:
    "While confirm-promotion or confirm-traffic-increase says no, Flagger repeats the analysis at every tick, and failed checks add up to the threshold: a version may be rolled back while it waits for a person. Here the load is made once, by a pre-rollout webhook, and may well be over by then, so no values are found. Make the load by a rollout webhook, which runs at every tick.",
  link: "https://github.com/fluxcd/flagger/issues/1801",
  examples: {
    wrong: `${weighted}
${successRate}
          webhooks:
            - name: load-test
              type: pre-rollout
              url: http://flagger-loadtester.test/
              timeout: 5s
              metadata: { cmd: "hey -z 10m -q 10 -c 2 http://orders-canary.shop/" }
            - name: go
              type: confirm-promotion
              #     ^^^^^^^^^^^^^^^^^ gate-without-load
              url: http://approvals.shop/orders
    `,
    right: `${weighted}
${successRate}
          webhooks:
            - name: load-test
              url: http://flagger-loadtester.test/
              timeout: 5s
              metadata: { cmd: "hey -z 1m -q 10 -c 2 http://orders-canary.shop/" }
            - name: go
              type: confirm-promotion
              url: http://approvals.shop/orders
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const hooks = webhooksOf(canary);
    const gate = hooks.find(isWaiting);
    if (!gate || !metricsOf(canary).some((it) => it.builtIn)) return;
    const load = hooks.find((it) => it.type === "pre-rollout" && isLoad(it));
    if (!load || hooks.some((it) => it.type === "rollout" && isLoad(it))) return;
    const seconds = loadSeconds(load.task?.command ?? "");
    yield {
      at: [...gate.at, "type"],
      message: `The analysis goes on while this gate waits, and the load of "${load.name}" is over${seconds ? ` after ${durationWords(seconds)}` : " by then"}, so checks may fail and roll the version back. Make the load by a rollout webhook.`,
      related: [{ resource, at: [...load.at, "name"], message: "The load, made once." }],
    };
  },
};

const isWaiting = ({ type, path }: Webhook): boolean =>
  (type === "confirm-promotion" || type === "confirm-traffic-increase") && path !== "/gate/approve";

const isLoad = ({ task }: Webhook): boolean => task !== undefined && isLoadCommand(task.command);
