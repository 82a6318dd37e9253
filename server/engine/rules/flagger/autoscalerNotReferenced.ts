import { at as nodeAt, textOf } from "../../node.ts";
import { type Resource, treeOf } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { exampleScalers } from "./exampleScalers.ts";
import { neighbours } from "./neighbours.ts";
import { isCanary } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";

const { canary, deployment, autoscaler } = exampleScalers;

const reference = `        autoscalerRef: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: orders }
`;

/** What Flagger does not know of, it neither copies nor pauses. flagger.md §3.4, §6.7 H01 */
export const autoscalerNotReferenced: Rule = {
  code: "autoscaler-not-referenced",
  severity: "error",
  title: "Autoscaler that the Canary does not name",
  explanation:
    "An autoscaler scales the target, and the Canary does not name it in autoscalerRef. So Flagger makes none for the primary, which takes all traffic: it keeps a fixed number of replicas, set anew at each promotion. A ScaledObject is not paused either, and scales the target up again whenever Flagger has scaled it to zero. Name the autoscaler in autoscalerRef.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `${canary("").replace(
      "\n        service:",
      `
        #                                                         ^^^^^^ autoscaler-not-referenced
        service:`,
    )}${deployment}${autoscaler}
    `,
    right: `${canary(reference)}${deployment}${autoscaler}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const reading = canaryOf(resource, view);
    const at = ["spec", "autoscalerRef"];
    if (reading.has(at) || !reading.targetName || !reading.isSettled(at)) return;
    if (!view.derived("scaled targets", scaledTargets).has(reading.targetName)) return;
    const found = scalersOf(reading, view);
    const [scaler] = found;
    if (!scaler) return;
    const { kind, name, group, version } = scaler;
    const isKeda = kind === "ScaledObject";
    const text = `autoscalerRef:\n  apiVersion: ${group}/${version}\n  kind: ${kind}\n  name: ${name}`;
    yield {
      at: ["spec", "targetRef", "name"],
      message: isKeda
        ? `ScaledObject ${name} scales ${reading.targetName} up again whenever Flagger scales it to zero, and the primary gets no autoscaler. Name it in autoscalerRef.`
        : `${kind} ${name} scales ${reading.targetName} alone: Flagger makes none for the primary, which takes all traffic with a fixed number of replicas. Name it in autoscalerRef.`,
      related: [
        { resource: scaler, at: ["spec", "scaleTargetRef"], message: "Scales the target." },
      ],
      fixes:
        found.length === 1
          ? [
              {
                title: `Name ${kind} ${name} in autoscalerRef`,
                changes: [{ type: "insert", resource, at: ["spec"], text }],
                preferred: true,
              },
            ]
          : [],
    };
  },
};

/** What scales the target, in the namespace of the Canary. */
const scalersOf = (canary: CanaryReading, view: View): readonly Resource[] =>
  KINDS.flatMap(([group, kind]) => neighbours(canary.resource, group, kind, view)).filter((it) =>
    isFor(it, canary, view),
  );

/** The names of all that autoscalers scale: most workloads have none, and are done with by this. */
const scaledTargets = (view: View): ReadonlySet<string | undefined> =>
  new Set(
    KINDS.flatMap(([group, kind]) => view.ofKind(group, kind))
      .flatMap((it) => [it, ...view.builtFrom(it)])
      .map((it) => textOf(nodeAt(treeOf(it), ["spec", "scaleTargetRef", "name"]))),
  );

const KINDS = [
  ["autoscaling", "HorizontalPodAutoscaler"],
  ["keda.sh", "ScaledObject"],
] as const;

function isFor(
  scaler: Resource,
  { targetName, targetReference }: CanaryReading,
  view: View,
): boolean {
  if (!isSettled(scaler, view, ["spec", "scaleTargetRef"])) return false;
  const target = nodeAt(treeOf(scaler), ["spec", "scaleTargetRef"]);
  const kind = textOf(nodeAt(target, ["kind"])) ?? "Deployment";
  return textOf(nodeAt(target, ["name"])) === targetName && kind === targetReference?.kind;
}
