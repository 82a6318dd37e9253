import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isCanary } from "./requestMatch.ts";
import { isLoadTester, type Webhook, webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

/** For a rollback hook success means: go back. flagger.md §2.7, §6.6 W01 */
export const rollbackHookAlwaysFires: Rule = {
  code: "rollback-hook-always-fires",
  severity: "error",
  title: "Rollback webhook whose answer is always yes",
  explanation:
    "Flagger asks a webhook of type rollback at every tick, and any success rolls the new version back. An endpoint that answers 200 by itself, such as /gate/approve of the load tester or a health page, ends every rollout at its first tick. Ask /rollback/check of the load tester, which says no until somebody opens it.",
  link: "https://docs.flagger.app/usage/webhooks#manual-gating",
  examples: {
    wrong: `${weighted}
${successRate}
          webhooks:
            - name: rollback
              type: rollback
              url: http://flagger-loadtester.test/gate/approve
              #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rollback-hook-always-fires
    `,
    right: `${weighted}
${successRate}
          webhooks:
            - name: rollback
              type: rollback
              url: http://flagger-loadtester.test/rollback/check
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    for (const it of webhooksOf(canaryOf(resource, view))) {
      if (it.type !== "rollback" || !saysYes(it)) continue;
      const at = [...it.at, "url"];
      const url = `${/^https?:\/\/[^/?#]+/.exec(it.url)?.[0] ?? ""}/rollback/check`;
      yield {
        at,
        message: `${it.path} answers with success by itself, and to a rollback webhook that means: go back. Every rollout ends at its first tick.${isLoadTester(it.host) ? " Ask /rollback/check." : " Ask an endpoint that succeeds only when the version is to go."}`,
        fixes: isLoadTester(it.host)
          ? [replaceValue(resource, at, url, "Ask /rollback/check")]
          : [],
      };
    }
  },
};

/** A task of type cmd succeeds before it is run; one that is awaited may well say when to go back. */
function saysYes({ host, path, task }: Webhook): boolean {
  if (path === "/gate/approve") return true;
  if (!isLoadTester(host)) return HEALTH.test(path);
  return path === "/"
    ? task?.type === "cmd" && task.command !== ""
    : OPENING.test(path) || HEALTH.test(path);
}

const HEALTH = /^\/(healthz?|livez?|readyz?|ping)\/?$/;

/** Those that open or close something answer 202. */
const OPENING = /^\/(gate|rollback)\/(open|close)$/;
