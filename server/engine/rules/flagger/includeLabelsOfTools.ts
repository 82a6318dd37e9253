import { flagSaidBy } from "../../flagger.ts";
import type { Rule } from "../rule.ts";
import { examplePieces } from "./examplePieces.ts";

/**
 * Labels by which tools know what is theirs. Flagger leaves out those of Flux. flagger.md §3.1, §6.4 T13
 *
 * https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
 */
const TRACKING = ["argocd.argoproj.io/instance", "app.kubernetes.io/instance", "kapp.k14s.io/app"];

export const includeLabelsOfTools: Rule = {
  code: "include-labels-of-tools",
  severity: "hint",
  title: "Labels of tools on what Flagger makes",
  explanation:
    "With includeLabelPrefix Flagger copies labels and annotations from the target to the primary and its configuration. A prefix that takes in the label by which another tool knows what it has applied makes that tool find the copies, miss them in its own list, and delete them. The labels of Flux are never copied, but those of Argo CD and kapp are. List the prefixes that are needed, and no star.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `${examplePieces.flagger}
        values:
          includeLabelPrefix: "*"
          #                   ^^^ include-labels-of-tools
    `,
    right: `${examplePieces.flagger}
        values:
          includeLabelPrefix: team.example.com/
    `,
  },
  about: ({ facts }) => facts.includes("chart flagger") || facts.includes("image flagger"),
  *check(resource) {
    const flag = flagSaidBy(resource, "includeLabelPrefix");
    if (!flag?.at || flag.text === "") return;
    const prefixes = flag.text.split(",").filter((it) => it !== "");
    const found = prefixes.find(
      (it) => it === "*" || TRACKING.some((label) => label.startsWith(it)),
    );
    if (found === undefined) return;
    const taken = found === "*" ? TRACKING : TRACKING.filter((it) => it.startsWith(found));
    yield {
      at: flag.at,
      message: `Copies ${taken.join(", ")} to what Flagger makes, where a target has ${taken.length === 1 ? "it" : "them"}: a tool that prunes by such a label will delete the primary. List the prefixes that are needed.`,
    };
  },
};
