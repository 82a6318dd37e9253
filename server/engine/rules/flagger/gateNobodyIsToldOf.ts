import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isGate } from "./isGate.ts";
import { isCanary } from "./requestMatch.ts";
import { isLoadTester, webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

/** Gates wait without limit. flagger.md §2.7, §6.6 W02 */
export const gateNobodyIsToldOf: Rule = {
  code: "gate-nobody-is-told-of",
  severity: "hint",
  title: "Gate that waits and tells nobody",
  explanation:
    "/gate/check of the load tester says no until somebody opens the gate, and Flagger waits without any limit. This Canary has no alert and no event webhook that would tell people that it waits, so a new version may stand still unnoticed; a gate that was opened also stays open for the next ones. Add an alert of severity warn, and write down how the gate is opened.",
  link: "https://docs.flagger.app/usage/webhooks#manual-gating",
  examples: {
    wrong: `${weighted}
${successRate}
          webhooks:
            - name: go
              type: confirm-rollout
              url: http://flagger-loadtester.test/gate/check
              #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ gate-nobody-is-told-of
    `,
    right: `${weighted}
${successRate}
          alerts: [{ name: team, severity: warn, providerRef: { name: team } }]
          webhooks:
            - name: go
              type: confirm-rollout
              url: http://flagger-loadtester.test/gate/check
      ---
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: { name: team, namespace: shop }
      spec: { type: slack, address: "https://hooks.slack.example.com/x" }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const hooks = webhooksOf(canary);
    const gates = hooks.filter(
      (it) => isGate(it.type) && isLoadTester(it.host) && it.path === "/gate/check",
    );
    if (gates.length === 0 || hooks.some((it) => it.type === "event")) return;
    const alerts = ["spec", "analysis", "alerts"];
    const hasAlerts = canary.has(alerts) || !canary.isSettled(alerts);
    for (const it of gates) {
      if (hasAlerts && !it.muteAlert) continue;
      yield {
        at: [...it.at, "url"],
        message: `Flagger waits here without limit until somebody opens the gate, and ${hasAlerts ? "muteAlert keeps the alert about it back" : "this Canary has no alert that tells anybody"}. ${hasAlerts ? "Leave muteAlert out" : "Add an alert of severity warn"}, or an event webhook.`,
      };
    }
  },
};
