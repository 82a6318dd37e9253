import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isCanary } from "./requestMatch.ts";
import { webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

/** Success ends at 202. flagger.md §2.7, §6.6 W05, §7.3 */
export const webhookAnswers204: Rule = {
  code: "webhook-answers-204",
  severity: "warning",
  title: "Webhook that answers 204",
  explanation:
    "Flagger takes only 200, 201 and 202 for success. 203 to 299, No Content among them, count as failures: a failed check, or a gate that never opens. This endpoint answers 204 when all is well, so put something between that answers 200, or use a webhook of type event, whose answer does not matter.",
  link: "https://docs.flagger.app/usage/webhooks",
  examples: {
    wrong: `${weighted}
${successRate}
          webhooks:
            - name: annotate
              type: pre-rollout
              url: http://loki.monitoring:3100/loki/api/v1/push
              #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ webhook-answers-204
    `,
    right: `${weighted}
${successRate}
          webhooks:
            - name: annotate
              type: event
              url: http://loki.monitoring:3100/loki/api/v1/push
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    for (const { at, type, url } of webhooksOf(canaryOf(resource, view))) {
      if (type === "event" || !NO_CONTENT.some((it) => it.test(url))) continue;
      const effect = EFFECT[type] ?? "fails at every tick";
      yield {
        at: [...at, "url"],
        message: `This endpoint answers 204 when all is well, and for Flagger success ends at 202, so this ${type} webhook ${effect}. Put something between that answers 200.`,
      };
    }
  },
};

/** Endpoints whose own documentation says that success is 204 No Content. */
const NO_CONTENT: readonly RegExp[] = [
  /^https:\/\/(canary\.|ptb\.)?discord(app)?\.com\/api\/(v\d+\/)?webhooks\/(?!.*\/(slack|github))(?!.*wait=true)/,
  /^https:\/\/[^/]+\/(api\/v3\/)?repos\/[^/]+\/[^/]+\/dispatches$/,
  /\/loki\/api\/v1\/push$/,
  /\/api\/v2\/write\?/,
  /\/(status\/)?204$/,
];

const EFFECT: Readonly<Record<string, string>> = {
  "post-rollout": "always ends in a warning",
  rollback: "never rolls back",
  "confirm-rollout": "never lets a rollout begin",
  "confirm-promotion": "never lets a version be promoted",
  "confirm-traffic-increase": "never lets the traffic grow",
};
