import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";
import { isLoadTester, webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

/** What has no type is a check. flagger.md §1.4, §2.7, §6.6 W10 */
export const gateWithoutType: Rule = {
  code: "gate-without-type",
  severity: "warning",
  title: "Gate that is run as a check",
  explanation:
    "A webhook without a type is a rollout check: it is asked at every tick, and each no is a failed check. A gate that is meant to hold a rollout back makes Flagger roll it back instead, once the threshold is reached. Set the type: confirm-rollout, confirm-traffic-increase, confirm-promotion, or rollback for /rollback/check.",
  link: "https://docs.flagger.app/usage/webhooks#manual-gating",
  examples: {
    wrong: `${weighted}
${successRate}
          webhooks:
            - name: promotion gate
              url: http://flagger-loadtester.test/gate/halt
              #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ gate-without-type
    `,
    right: `${weighted}
${successRate}
          webhooks:
            - name: promotion gate
              type: confirm-promotion
              url: http://flagger-loadtester.test/gate/halt
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    for (const { at, type, isTyped, host, path } of webhooksOf(canary)) {
      if (type !== "rollout" || isTyped || !isLoadTester(host) || !REFUSING.has(path)) continue;
      const isRollback = path === "/rollback/check";
      yield {
        at: [...at, "url"],
        message: `Without a type this is a check at every tick, and ${path} says no until somebody opens it, so ${rolledBack(canary)}. Set type: ${isRollback ? "rollback" : "confirm-rollout, confirm-traffic-increase or confirm-promotion"}.`,
        severity: isRollback || path === "/gate/halt" ? "error" : "warning",
        fixes: isRollback
          ? [
              {
                title: "Set type: rollback",
                changes: [{ type: "insert", resource, at, text: "type: rollback" }],
                preferred: true,
              },
            ]
          : [],
      };
    }
  },
};

const REFUSING: ReadonlySet<string> = new Set(["/gate/check", "/gate/halt", "/rollback/check"]);
