import { flagSaidBy } from "../../flagger.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { examplePieces } from "./examplePieces.ts";

/**
 * Labels by which tools know what is theirs. Flagger leaves out those of Flux. flagger.md §3.1, §6.4 T13
 *
 * https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
 */
const TRACKING = ["argocd.argoproj.io/instance", "kapp.k14s.io/app"];

/** One that Argo CD uses by default, and everybody else for other ends. */
const SHARED = "app.kubernetes.io/instance";

export const includeLabelsOfTools: Rule = {
  code: "include-labels-of-tools",
  severity: "hint",
  title: "Labels of tools on what Flagger makes",
  explanation:
    "With includeLabelPrefix Flagger copies labels and annotations from the target to the primary and its configuration. A prefix that takes in the label by which another tool knows what it has applied makes that tool take the copies for its own: it shows them as drifted, or deletes them. The labels of Flux are never copied, but those of Argo CD and kapp are. List the prefixes that are needed. A star, and prefixes that Argo CD shares with others, count only where Argo CD or kapp is in the workspace.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `${examplePieces.flagger}
        values:
          includeLabelPrefix: argocd.argoproj.io/
          #                   ^^^^^^^^^^^^^^^^^^^ include-labels-of-tools
    `,
    right: `${examplePieces.flagger}
        values:
          includeLabelPrefix: team.example.com/
    `,
  },
  about: ({ facts }) => facts.includes("chart flagger") || facts.includes("image flagger"),
  *check(resource, view) {
    const flag = flagSaidBy(resource, "includeLabelPrefix");
    if (!flag?.at || flag.text === "") return;
    const prefixes = flag.text.split(",").filter((it) => it !== "");
    const isStar = prefixes.includes("*");
    const taken = [...TRACKING, SHARED].filter(
      (label) => isStar || prefixes.some((it) => label.startsWith(it)),
    );
    const isMeant = !isStar && taken.some((it) => it !== SHARED);
    if (taken.length === 0 || !(isMeant || hasSuchTools(view))) return;
    yield {
      at: flag.at,
      message: `Copies ${taken.join(", ")} to what Flagger makes, where a target has ${taken.length === 1 ? "it" : "them"}: the tool that knows its objects by such a label takes the primary for one of them, and may delete it. List the prefixes that are needed.`,
    };
  },
};

/** Does Argo CD or kapp apply something here? */
const hasSuchTools = (view: View): boolean =>
  TOOLS.some(([group, kind]) => view.ofKind(group, kind).length > 0);

const TOOLS = [
  ["argoproj.io", "Application"],
  ["argoproj.io", "ApplicationSet"],
  ["kappctrl.k14s.io", "App"],
] as const;
