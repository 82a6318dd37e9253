import { FLAGGER } from "../../identity.ts";
import { at as nodeAt, textOf } from "../../node.ts";
import { isOpen } from "../../references/read.ts";
import { type Resource, treeOf } from "../../resource.ts";
import { standingOf } from "../../standing.ts";
import { resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isMetricTemplate } from "./isMetricTemplate.ts";
import { callsIn, readTemplate } from "./templateOf.ts";

const { weighted, template } = exampleChecks;

const metrics = `
          metrics:
            - name: errors
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate }`;

const cart = weighted.replaceAll("orders", "cart");

/** A query that names its workload measures that one, whoever asks. flagger.md §6.5 M15 */
export const queryForOneTarget: Rule = {
  code: "query-for-one-target",
  severity: "hint",
  title: "One query for several workloads",
  explanation:
    "Several Canaries with different targets take their query from this MetricTemplate, and nothing in it depends on who asks, so all of them are judged by the same value: a fault in one workload rolls back another, and a good workload hides a bad one. Put {{ target }} or {{ namespace }} where the query names its workload, or {{ variables.x }}.",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  examples: {
    wrong: `${weighted}${metrics}
      ---${cart}${metrics}
${template}sum(rate(errors_total{app="orders"}[1m]))
      #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ query-for-one-target
    `,
    right: `${weighted}${metrics}
      ---${cart}${metrics}
${template}sum(rate(errors_total{app="{{ target }}"}[{{ interval }}]))
    `,
  },
  judges: "builds",
  about: isMetricTemplate,
  *check(resource, view) {
    const query = readTemplate(resource, view)?.query;
    if (!query || [...callsIn(query)].some((it) => it !== "interval")) return;
    const canaries = askers(resource, view);
    const targets = [...new Set(canaries.map(targetOf))];
    if (targets.length < 2 || targets.includes(undefined)) return;
    yield {
      at: ["spec", "query"],
      message: `The Canaries of ${targets.sort().join(", ")} are all judged by the same value, for nothing in this query depends on who asks. Put {{ target }} where it names its workload.`,
      related: canaries.slice(0, 5).map((it) => ({
        resource: it,
        at: ["metadata", "name"],
        message: `Canary ${it.name} is judged by it.`,
      })),
    };
  },
};

/** The Canaries that take their query from this template. */
const askers = (template: Resource, view: View): readonly Resource[] =>
  view
    .namersOf(FLAGGER, "MetricTemplate", template.name)
    .filter(({ resource, reference }) => {
      if (standingOf(resource, view) !== "object") return false;
      const found = resolve(view, resource, reference);
      return (
        found.type === "objects" && found.resources.every((it) => it.document === template.document)
      );
    })
    .map(({ resource }) => resource);

function targetOf(canary: Resource): string | undefined {
  const name = textOf(nodeAt(treeOf(canary), ["spec", "targetRef", "name"]));
  return name === undefined || isOpen(name) ? undefined : name;
}
