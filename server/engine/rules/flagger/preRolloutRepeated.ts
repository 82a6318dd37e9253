import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isCanary } from "./requestMatch.ts";
import { webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

/** While the weight is 0 every tick is the first one. flagger.md §2.7, §6.6 W08 */
export const preRolloutRepeated: Rule = {
  code: "pre-rollout-repeated",
  severity: "information",
  title: "Pre-rollout webhook that is run again and again",
  explanation:
    "A closed gate of type confirm-traffic-increase keeps the weight at 0, and as long as it is 0 each tick begins the analysis anew: the pre-rollout webhooks run at every tick until the gate opens. Make what they do harmless when repeated, or hold the rollout back by confirm-rollout, which is asked before them.",
  link: "https://github.com/fluxcd/flagger/issues/1248",
  examples: {
    wrong: `${weighted}
${successRate}
          webhooks:
            - name: migrate
              type: pre-rollout
              #     ^^^^^^^^^^^ pre-rollout-repeated
              url: http://migrations.shop/run
            - name: go
              type: confirm-traffic-increase
              url: http://approvals.shop/orders
    `,
    right: `${weighted}
${successRate}
          webhooks:
            - name: migrate
              type: pre-rollout
              url: http://migrations.shop/run
            - name: go
              type: confirm-rollout
              url: http://approvals.shop/orders
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const hooks = webhooksOf(canary);
    const gate = hooks.find(
      (it) => it.type === "confirm-traffic-increase" && it.path !== "/gate/approve",
    );
    if (!gate || canary.strategy() !== "weights") return;
    if (canary.provider()?.name === "kubernetes") return;
    for (const it of hooks) {
      if (it.type !== "pre-rollout") continue;
      yield {
        at: [...it.at, "type"],
        message: `While gate "${gate.name}" is closed the weight stays at 0 and this webhook runs again at every tick. Make it harmless when repeated, or hold back by confirm-rollout.`,
        related: [
          { resource, at: [...gate.at, "name"], message: "The gate that keeps the weight at 0." },
        ],
      };
    }
  },
};
