import { field, type Json } from "../../canary/json.ts";
import { isLeftOut } from "../../reach.ts";
import { isOpen } from "../../references/read.ts";
import type { Resource } from "../../resource.ts";
import { standingOf } from "../../standing.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { alertsOf } from "./alertsOf.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { examplePieces } from "./examplePieces.ts";
import { objectOf } from "./objectOf.ts";
import { isCanary } from "./requestMatch.ts";

const { weighted, successRate } = exampleChecks;
const { flagger } = examplePieces;

const provider = `
      ---
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: { name: on-call, namespace: shop }
      spec: { type: slack, channel: on-call, address: "https://hooks.slack.example.com/x" }`;

/** Alerts of its own take the place of the global ones. flagger.md §5.8, §6.6 A04 */
export const alertsSilenceGlobal: Rule = {
  code: "alerts-silence-global",
  severity: "hint",
  title: "Alerts that silence Flagger's own notifier",
  explanation:
    "Flagger is set up with a channel of Slack or Teams that hears of every Canary, but not of one that has alerts of its own: these take its place. Add an AlertProvider for that channel where it should hear of this Canary too.",
  link: "https://docs.flagger.app/usage/alerting#canary-configuration",
  examples: {
    wrong: `${weighted}
${successRate}
          alerts:
        # ^^^^^^ alerts-silence-global
            - name: on-call
              severity: error
              providerRef: { name: on-call }${provider}
${flagger}
        values: { slack: { url: "https://hooks.slack.example.com/y", channel: rollouts } }
    `,
    right: `${weighted}
${successRate}
${flagger}
        values: { slack: { url: "https://hooks.slack.example.com/y", channel: rollouts } }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    if (alertsOf(canaryOf(resource, view)).length === 0) return;
    const notifier = view.derived("flagger notifier", globalNotifier);
    if (!notifier) return;
    yield {
      at: ["spec", "analysis", "alerts"],
      on: "key",
      message: `These alerts take the place of Flagger's own notifier, so ${notifier.name} hears nothing of this Canary. Add an AlertProvider for it where it should.`,
      related: [
        {
          resource: notifier.resource,
          at: notifier.at,
          message: "Hears of Canaries without alerts.",
        },
      ],
    };
  },
};

interface Notifier {
  readonly resource: Resource;
  readonly at: readonly string[];
  readonly name: string;
}

/** Where the one Flagger that is installed from here sends what no Canary sends itself. */
function globalNotifier(view: View): Notifier | undefined {
  const [resource, ...others] = view
    .withFact("chart flagger")
    .filter((it) => standingOf(it, view) === "object" && !isLeftOut(it, view));
  if (!resource || others.length > 0) return undefined;
  const values = field(objectOf(resource, view), "spec", "values");
  if (isAddress(field(values, "msteams", "url"))) {
    return { resource, at: ["spec", "values", "msteams"], name: "its channel of Teams" };
  }
  if (!isAddress(field(values, "slack", "url"))) return undefined;
  const channel = field(values, "slack", "channel");
  const name =
    typeof channel === "string" && !isOpen(channel) ? `channel ${channel}` : "its channel";
  return { resource, at: ["spec", "values", "slack"], name: `${name} of Slack` };
}

const isAddress = (it: Json | undefined): boolean => typeof it === "string" && it !== "";
