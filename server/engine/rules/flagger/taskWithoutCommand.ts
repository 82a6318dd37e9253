import type { Finding, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";
import { type Webhook, webhooksOf } from "./webhooksOf.ts";

const { weighted, successRate } = exampleChecks;

/** What the load tester says to a task that it cannot run. flagger.md §2.7, §6.6 W13 */
export const taskWithoutCommand: Rule = {
  code: "task-without-command",
  severity: "error",
  title: "Load test without a command",
  explanation:
    "The load tester runs what metadata.cmd says. Without metadata, or without cmd, it answers 400, which is a failed check at every tick, so each rollout is rolled back; a task of type bash without cmd does nothing and passes. It knows the types cmd, bash, helm, helmv3, kubectl, concord and ngrinder.",
  link: "https://docs.flagger.app/usage/webhooks#load-testing",
  examples: {
    wrong: `${weighted}
${successRate}
          webhooks:
            - name: load-test
              url: http://flagger-loadtester.test/
              #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ task-without-command
              timeout: 5s
    `,
    right: `${weighted}
${successRate}
          webhooks:
            - name: load-test
              url: http://flagger-loadtester.test/
              timeout: 5s
              metadata: { cmd: "hey -z 1m -q 10 -c 2 http://orders-canary.shop/" }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    for (const it of webhooksOf(canary)) {
      // For these a task that is refused is told by another rule, or is nobody's matter.
      if (it.type === "rollback" || it.type === "event") continue;
      const finding = unrunnable(it, canary);
      if (finding) yield finding;
    }
  },
};

function unrunnable(
  { at, metadata, task, type }: Webhook,
  canary: CanaryReading,
): Finding | undefined {
  if (!task) return undefined;
  const effect =
    type === "rollout" ? `so ${rolledBack(canary)}` : `so this ${type} webhook never succeeds`;
  if (Object.keys(metadata).length === 0) {
    return {
      at: [...at, "url"],
      message: `The load tester is told nothing to do and answers 400, ${effect}. Add metadata.cmd.`,
    };
  }
  if (!KNOWN.has(task.type)) {
    return {
      at: [...at, "metadata", "type"],
      message: `The load tester knows no task of type "${task.type}" and breaks off, ${effect}. Use cmd or bash.`,
    };
  }
  if (task.command !== "" || OTHERWISE.has(task.type)) return undefined;
  return {
    at: [...at, "metadata"],
    on: "key",
    message:
      task.type === "bash"
        ? "There is no cmd, so this task does nothing and always passes. Add metadata.cmd."
        : `There is no cmd, so the load tester ${task.type === "cmd" ? "answers 400" : "fails"}, ${effect}. Add metadata.cmd.`,
    severity: task.type === "bash" ? "warning" : "error",
  };
}

const KNOWN: ReadonlySet<string> = new Set([
  "cmd",
  "bash",
  "helm",
  "helmv3",
  "kubectl",
  "concord",
  "ngrinder",
]);

/** They are told by other keys. */
const OTHERWISE: ReadonlySet<string> = new Set(["concord", "ngrinder"]);
