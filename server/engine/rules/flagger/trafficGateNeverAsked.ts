import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isCanary } from "./requestMatch.ts";
import { webhooksOf } from "./webhooksOf.ts";

const { blueGreen } = exampleChecks;

/** Only weights grow. flagger.md §2.2 step 28, §6.6 W07 */
export const trafficGateNeverAsked: Rule = {
  code: "traffic-gate-never-asked",
  severity: "warning",
  title: "Traffic gate that is never asked",
  explanation:
    "A webhook of type confirm-traffic-increase is asked before each step of the weight. With iterations, and with provider kubernetes, there is no such step, so it is never asked and holds nothing back. Use confirm-promotion, which is asked before the promotion with every strategy.",
  link: "https://docs.flagger.app/usage/webhooks#manual-gating",
  examples: {
    wrong: `${blueGreen}
          webhooks:
            - { name: acceptance, url: "http://tests.shop/check", timeout: 5s }
            - name: go
              type: confirm-traffic-increase
              #     ^^^^^^^^^^^^^^^^^^^^^^^^ traffic-gate-never-asked
              url: http://approvals.shop/orders
    `,
    right: `${blueGreen}
          webhooks:
            - { name: acceptance, url: "http://tests.shop/check", timeout: 5s }
            - name: go
              type: confirm-promotion
              url: http://approvals.shop/orders
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const gate = webhooksOf(canary).find((it) => it.type === "confirm-traffic-increase");
    const strategy = gate && canary.strategy();
    if (!gate || !strategy) return;
    const isKubernetes = canary.provider()?.name === "kubernetes";
    if (strategy === "weights" && !isKubernetes) return;
    const at = [...gate.at, "type"];
    yield {
      at,
      message: `${isKubernetes ? "With provider kubernetes" : "With iterations"} no weight grows, so this gate is never asked and holds nothing back. Use confirm-promotion.`,
      fixes: [replaceValue(resource, at, "confirm-promotion", "Replace with confirm-promotion")],
    };
  },
};
