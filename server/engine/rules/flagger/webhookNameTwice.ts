import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isCanary } from "./requestMatch.ts";
import { webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

/** Events and alerts name webhooks, nothing else does. flagger.md §2.7, §6.6 W11 */
export const webhookNameTwice: Rule = {
  code: "webhook-name-twice",
  severity: "information",
  title: "Two webhooks of one name",
  explanation:
    "Events and alerts tell webhooks apart by name alone. Where two have the same, nobody sees which of them failed or is waited for. Give each a name of its own.",
  link: "https://docs.flagger.app/usage/webhooks",
  examples: {
    wrong: `${weighted}
${successRate}
          webhooks:
            - { name: check, url: "http://tests.shop/smoke" }
            - { name: check, url: "http://tests.shop/contract" }
            #         ^^^^^ webhook-name-twice
    `,
    right: `${weighted}
${successRate}
          webhooks:
            - { name: smoke, url: "http://tests.shop/smoke" }
            - { name: contract, url: "http://tests.shop/contract" }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const seen = new Map<string, readonly (string | number)[]>();
    for (const { at, name } of webhooksOf(canaryOf(resource, view))) {
      const first = seen.get(name);
      if (name !== "" && first) {
        yield {
          at: [...at, "name"],
          message: `Another webhook is called "${name}" too, so events do not tell which of the two failed. Give it a name of its own.`,
          related: [{ resource, at: [...first, "name"], message: `The first "${name}".` }],
        };
      }
      if (!first) seen.set(name, at);
    }
  },
};
