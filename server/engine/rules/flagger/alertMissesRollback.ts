import type { Rule } from "../rule.ts";
import { alertsOf } from "./alertsOf.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isCanary } from "./requestMatch.ts";
import { webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

const hook = `
          webhooks:
            - name: back
              type: rollback
              url: http://flagger-loadtester.test/rollback/check`;

const provider = `
      ---
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: { name: on-call, namespace: shop }
      spec: { type: slack, channel: on-call, address: "https://hooks.slack.example.com/x" }
    `;

/** Only a reached threshold and a failed promotion are errors. flagger.md §2.3, §5.8, §6.6 A02 */
export const alertMissesRollback: Rule = {
  code: "alert-misses-rollback",
  severity: "information",
  title: "Alerts that leave out a kind of rollback",
  explanation:
    "An alert of severity error is sent when the failed checks reach the threshold, and when a promotion fails. A rollback by hand, through a rollback webhook, is a warning, and one because the pods did not become ready in time is no alert at all. Use severity warn for rollbacks by hand, and an event webhook for all of them.",
  link: "https://github.com/fluxcd/flagger/issues/1663",
  examples: {
    wrong: `${weighted}
${successRate}
          alerts:
            - name: on-call
              severity: error
              #         ^^^^^ alert-misses-rollback
              providerRef: { name: on-call }${hook}${provider}`,
    right: `${weighted}
${successRate}
          alerts:
            - name: on-call
              severity: warn
              providerRef: { name: on-call }${hook}${provider}`,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const alerts = alertsOf(canary);
    const [first] = alerts;
    if (!first || alerts.some((it) => it.severity !== "error")) return;
    if (alerts.length !== canary.listAt(["spec", "analysis", "alerts"]).length) return;
    const hooks = webhooksOf(canary);
    // Who can roll back by hand is the one who will miss the news.
    const back = hooks.find((it) => it.type === "rollback");
    if (!back || hooks.some((it) => it.type === "event")) return;
    yield {
      at: [...first.at, "severity"],
      message: `Nobody is told when "${back.name}" rolls a version back: that is a warning, and all alerts here want errors; a rollback for pods that are not ready in time is no alert at all. Use warn, or an event webhook.`,
      related: [{ resource, at: [...back.at, "name"], message: "Rolls back by hand." }],
    };
  },
};
