import { field, isObject } from "../../canary/json.ts";
import { writtenOf } from "../../targets.ts";
import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleScalers } from "./exampleScalers.ts";
import { isCanary } from "./requestMatch.ts";
import { scalerOf } from "./scalerOf.ts";

const { canary, deployment, scaledObject } = exampleScalers;

const query = `sum(rate(requests_total{deployment="orders"}[1m]))
    `;

const reference = `        autoscalerRef:
          apiVersion: keda.sh/v1alpha1
          kind: ScaledObject
          name: orders
`;

const paused = scaledObject.replace(
  "namespace: shop }",
  `namespace: shop, annotations: { autoscaling.keda.sh/paused-replicas: "0" } }`,
);

/** Annotations go along when the primary's autoscaler is made. flagger.md §3.4, §6.7 H08 */
export const scalerPausedInGit: Rule = {
  code: "scaler-paused-in-git",
  severity: "warning",
  title: "ScaledObject that is paused by its manifest",
  explanation:
    "Flagger pauses the ScaledObject of the target by an annotation and removes it when a rollout begins. Written in the manifest, it comes back with the next reconciliation and holds the new version at that number of replicas while it is judged; and as annotations are copied when the ScaledObject of the primary is made, the primary would not scale either. Remove it from the manifest.",
  link: "https://github.com/fluxcd/flagger/issues/1934",
  examples: {
    wrong: `${canary(`${reference}          #     ^^^^^^ scaler-paused-in-git
`)}${deployment}${paused}${query}`,
    right: `${canary(reference)}${deployment}${scaledObject}${query}`,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const scaler = scalerOf(canaryOf(resource, view), view);
    if (scaler?.resource.kind !== "ScaledObject") return;
    const annotations = field(scaler.object, "metadata", "annotations");
    const key = isObject(annotations)
      ? PAUSING.find((it) => (annotations[it] ?? "false") !== "false")
      : undefined;
    if (key === undefined) return;
    const place = ["metadata", "annotations", key];
    const written = writtenOf(scaler.resource) ?? scaler.resource;
    yield {
      at: ["spec", "autoscalerRef", "name"],
      message: `The manifest of ScaledObject ${scaler.resource.name} pauses it, so the new version does not scale while it is judged, and the primary inherits the annotation when it is made. Remove ${key}.`,
      related: [{ resource: scaler.resource, at: place, message: "Pauses it." }],
      fixes: [removeField(written, place, `Remove ${key}`)],
    };
  },
};

const PAUSING: readonly string[] = [
  "autoscaling.keda.sh/paused-replicas",
  "autoscaling.keda.sh/paused",
];
