import { field, isObject } from "../../canary/json.ts";
import { flaggerDefault, flagSaidBy } from "../../flagger.ts";
import { FLAGGER } from "../../identity.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { type Workload, workloadOf } from "./workload.ts";

const DEFAULT = flaggerDefault("selectorLabels").split(",");

/** A selector cannot be changed, so the label that a primary was made with stays. flagger.md §3.2, §6.4 T04 */
export const selectorLabelsOrder: Rule = {
  code: "selector-labels-order",
  severity: "hint",
  title: "Order of selectorLabels that decides for a running Canary",
  explanation:
    "Flagger selects by the first of its selectorLabels that a target has. Some target here has several, and is selected by another one than Flagger's defaults would choose. A primary keeps the label it was made with, for selectors cannot be changed: if the list came to be so after that, the Services of the Canary look for a label that no primary pod has, and nobody answers. Delete such primaries once, so that Flagger makes them anew, or put new labels at the end of the list.",
  link: "https://github.com/fluxcd/flagger/issues/809",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders, service: orders } }
        template:
          metadata: { labels: { app: orders, service: orders } }
          spec: { containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
${examplePieces.flagger}
        values:
          selectorLabels: service,app
          #               ^^^^^^^^^^^ selector-labels-order
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders, service: orders } }
        template:
          metadata: { labels: { app: orders, service: orders } }
          spec: { containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
${examplePieces.flagger}
        values:
          selectorLabels: app,service
    `,
  },
  about: ({ facts }) => facts.includes("chart flagger") || facts.includes("image flagger"),
  *check(resource, view) {
    const flag = flagSaidBy(resource, "selectorLabels");
    if (!flag?.at || !mayDiffer(flag.text.split(","))) return;
    const found = canariesIn(view)
      .map((it) => ({ canary: it, workload: workloadOf(it, view) }))
      .find(({ workload }) => workload && byDefault(workload));
    const workload = found?.workload;
    const usual = workload && byDefault(workload);
    if (!found || !workload?.label || usual === undefined) return;
    yield {
      at: flag.at,
      message: `Selects ${workload.resource.kind} ${workload.resource.name} by "${workload.label.key}", not by "${usual}" as the defaults would. A primary made under another order keeps its label, and its Services lose it: delete it once, so that Flagger makes it anew.`,
      related: [
        {
          resource: workload.resource,
          at: ["spec", "selector", "matchLabels"],
          message: "Has several of the labels.",
        },
        { resource: found.canary.resource, at: [], message: "Its Canary." },
      ],
    };
  },
};

/** Could a target be selected by another label than the defaults would choose, which it has, too? */
const mayDiffer = (wanted: readonly string[]): boolean =>
  wanted.some((it, index) => {
    const place = DEFAULT.indexOf(it);
    const before = wanted.slice(0, index);
    return place >= 0 && before.some((other) => !DEFAULT.slice(0, place).includes(other));
  });

const canariesIn = (view: View): readonly CanaryReading[] =>
  view.ofKind(FLAGGER, "Canary").flatMap((it) => {
    const built = view.builtFrom(it);
    return (built.length > 0 ? built : [it]).map((each) => canaryOf(each, view));
  });

/** The label that the defaults would choose, where that is another one. */
function byDefault({ object, label }: Workload): string | undefined {
  const labels = field(object, "spec", "selector", "matchLabels");
  const usual = DEFAULT.find((it) => isObject(labels) && Object.hasOwn(labels, it));
  return label && usual !== label.key ? usual : undefined;
}
