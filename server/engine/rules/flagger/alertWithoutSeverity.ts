import type { Rule } from "../rule.ts";
import { alertsOf } from "./alertsOf.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isCanary } from "./requestMatch.ts";

const { weighted, successRate } = exampleChecks;

const provider = `
      ---
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: { name: on-call, namespace: shop }
      spec: { type: slack, channel: on-call, address: "https://hooks.slack.example.com/x" }
    `;

/** An empty severity matches none. flagger.md §5.8, §6.6 A01, §7.3 */
export const alertWithoutSeverity: Rule = {
  code: "alert-without-severity",
  severity: "error",
  title: "Alert that is never sent",
  explanation:
    "Flagger sends an alert to an entry whose severity is low enough. One without severity gets none at all, though info is said to be the default; and as the Canary has alerts, Flagger's global notifier stays silent too. Write severity: info, warn or error.",
  link: "https://github.com/fluxcd/flagger/issues/1072",
  examples: {
    wrong: `${weighted}
${successRate}
          alerts:
            - name: team
              #     ^^^^ alert-without-severity
              providerRef: { name: on-call }${provider}`,
    right: `${weighted}
${successRate}
          alerts:
            - name: team
              severity: info
              providerRef: { name: on-call }${provider}`,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    for (const { at, name, severity, isWritten } of alertsOf(canaryOf(resource, view))) {
      if (severity !== "") continue;
      yield {
        at: [...at, isWritten ? "severity" : "name"],
        message: `Nothing is ever sent by alert "${name}": without a severity it matches none. Write severity: info, which is meant to be the default.`,
        fixes: [
          {
            title: "Set severity: info",
            changes: isWritten
              ? [
                  {
                    type: "replace",
                    resource,
                    at: [...at, "severity"],
                    on: "value",
                    text: "info",
                    raw: true,
                  },
                ]
              : [{ type: "insert", resource, at, text: "severity: info" }],
            preferred: true,
          },
        ],
      };
    }
  },
};
