import { stringOf } from "../../canary/json.ts";
import type { Resource } from "../../resource.ts";
import type { Fix, Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isLoadCommand } from "./loadCommand.ts";
import { isCanary } from "./requestMatch.ts";
import { type Webhook, webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

/** A task of type cmd is begun, and its end is nobody's business. flagger.md §2.7, §6.6 W03 */
export const testNotAwaited: Rule = {
  code: "test-not-awaited",
  severity: "warning",
  title: "Test whose result nobody waits for",
  explanation:
    "For a task of type cmd, which is the default, the load tester answers at once and runs the command afterwards. That suits a load test; the failure of any other test is never seen, and the version goes on. Set metadata.type to bash, which is awaited and answered by its exit code.",
  link: "https://docs.flagger.app/usage/webhooks#integration-testing",
  examples: {
    wrong: `${weighted}
${successRate}
          webhooks:
            - name: acceptance
              type: pre-rollout
              url: http://flagger-loadtester.test/
              timeout: 30s
              metadata:
                cmd: curl -sf http://orders-canary.shop/health
                #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ test-not-awaited
    `,
    right: `${weighted}
${successRate}
          webhooks:
            - name: acceptance
              type: pre-rollout
              url: http://flagger-loadtester.test/
              timeout: 30s
              metadata:
                type: bash
                cmd: curl -sf http://orders-canary.shop/health
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    for (const it of webhooksOf(canaryOf(resource, view))) {
      if (it.task?.type !== "cmd" || it.type === "event" || it.type === "post-rollout") continue;
      if (it.task.command === "" || !isTest(it)) continue;
      yield {
        at: [...it.at, "metadata", "cmd"],
        message: `The load tester answers before it runs a task of type cmd, so this ${it.type} webhook passes even when the command fails. Set metadata.type to bash.`,
        fixes: [asBash(resource, it)],
      };
    }
  },
};

/** Before a rollout one tests; during it, most commands make load, whatever their name. */
const isTest = ({ type, task }: Webhook): boolean => {
  const command = task?.command ?? "";
  if (isLoadCommand(command) || LOOPS.test(command)) return false;
  return type !== "rollout" || TESTS.test(command);
};

const TESTS =
  /(^|[;&|(]\s*|npx |npm run )(grep|jq|test|newman|pytest|jest|cypress|playwright|bats)\b|^curl [^|;&]*(-\w*f|--fail)\b/;

/** What runs over and over makes load. */
const LOOPS = /\b(while|until|for|seq|xargs)\b/;

function asBash(resource: Resource, { at, metadata }: Webhook): Fix {
  const title = "Set metadata.type to bash";
  const place = [...at, "metadata"];
  if (stringOf(metadata.type) === "") {
    const changes = [{ type: "insert", resource, at: place, text: "type: bash" }] as const;
    return { title, changes, preferred: true };
  }
  const type = [...place, "type"];
  return {
    title,
    changes: [{ type: "replace", resource, at: type, on: "value", text: "bash" }],
    preferred: true,
  };
}
