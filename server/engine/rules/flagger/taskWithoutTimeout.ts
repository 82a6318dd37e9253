import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isLoadCommand } from "./loadCommand.ts";
import { isCanary } from "./requestMatch.ts";
import { type Task, webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

/** Flagger waits ten seconds for what takes minutes. flagger.md §1.4, §2.7, §6.6 W04 */
export const taskWithoutTimeout: Rule = {
  code: "task-without-timeout",
  severity: "warning",
  title: "Long task without a timeout",
  explanation:
    "Flagger waits for the answer of a webhook for 10 s unless timeout says otherwise. The load tester answers a task of type bash, helm, helmv3, kubectl or concord when it is done; what takes longer counts as a failed check, and at the next tick it is started once more. Set a timeout that the task keeps.",
  link: "https://docs.flagger.app/usage/webhooks#integration-testing",
  examples: {
    wrong: `${weighted}
${successRate}
          webhooks:
            - name: helm test
              type: pre-rollout
              url: http://flagger-helmtester.test/
              #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ task-without-timeout
              metadata: { type: helmv3, cmd: test orders -n shop }
    `,
    right: `${weighted}
${successRate}
          webhooks:
            - name: helm test
              type: pre-rollout
              url: http://flagger-helmtester.test/
              timeout: 3m
              metadata: { type: helmv3, cmd: test orders -n shop }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    for (const { at, task, hasTimeout, type } of webhooksOf(canaryOf(resource, view))) {
      if (!task || hasTimeout || type === "event" || !takesLong(task)) continue;
      yield {
        at: [...at, "url"],
        message: `Flagger waits 10 s for this ${task.type} task; when it takes longer, that is a failed check. Set timeout.`,
      };
    }
  },
};

const takesLong = ({ type, command }: Task): boolean =>
  SLOW.has(type) || (type === "bash" && (isLoadCommand(command) || WAITING.test(command)));

const SLOW: ReadonlySet<string> = new Set(["helm", "helmv3", "concord"]);

const WAITING =
  /\b(sleep [1-9]\d|kubectl wait|--timeout|--retry|until |newman|k6|cypress|playwright|pytest)\b/;
