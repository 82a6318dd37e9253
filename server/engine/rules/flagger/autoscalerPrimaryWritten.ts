import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleScalers } from "./exampleScalers.ts";
import { neighbours } from "./neighbours.ts";
import { isCanary } from "./requestMatch.ts";

const { canary, deployment, autoscaler } = exampleScalers;

const reference = `        autoscalerRef: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: orders }
`;

const marked = reference.replace(
  /\n$/,
  `
        #                                                                                 ^^^^^^ autoscaler-primary-written
`,
);

/** The copy for the primary is Flagger's, and changes when Flagger promotes. flagger.md §3.4, §6.7 H09 */
export const autoscalerPrimaryWritten: Rule = {
  code: "autoscaler-primary-written",
  severity: "information",
  title: "Autoscaler of the primary that is written by hand",
  explanation:
    "Flagger copies the autoscaler that autoscalerRef names for the primary, when it first sets up the Canary and then at each promotion, so a change reaches the primary with the next rollout. A manifest of the copy's name does not make it come sooner for good: Flagger writes over it at each promotion, and GitOps writes over that. Leave the copy to Flagger; primaryScalerReplicas sets other bounds for it.",
  link: "https://github.com/fluxcd/flagger/issues/1368",
  examples: {
    wrong: `${canary(marked)}${deployment}${autoscaler}${autoscaler.replaceAll("orders", "orders-primary")}
    `,
    right: `${canary(reference)}${deployment}${autoscaler}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const reference = resource.references.find((it) => it.row.code === "autoscaler-missing");
    const reading = canaryOf(resource, view);
    if (!reference || !reading.isSettled(["spec", "autoscalerRef"])) return;
    const name = `${reference.text}-primary`;
    const { group, kind } = reference;
    const copy = neighbours(resource, group, kind, view).find((it) => it.name === name);
    if (!copy) return;
    yield {
      at: reference.path,
      message: `Flagger makes ${kind} ${name} of this one and writes over it at each promotion; GitOps writes its own over that. Leave ${name} out of the manifests, and set other bounds by primaryScalerReplicas.`,
      related: [{ resource: copy, at: ["metadata", "name"], message: `${name}, written by hand.` }],
    };
  },
};
