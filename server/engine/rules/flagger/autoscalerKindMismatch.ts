import type { Change } from "../../edits.ts";
import type { Reference } from "../../references/read.ts";
import type { Resource } from "../../resource.ts";
import { resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleScalers } from "./exampleScalers.ts";
import { neighbours } from "./neighbours.ts";
import { isCanary } from "./requestMatch.ts";

const { canary, deployment, scaledObject } = exampleScalers;

const query = `sum(rate(requests_total{deployment="orders"}[1m]))
    `;

/** Flagger looks for the kind that is written, whatever the apiVersion. flagger.md §1.6, §6.7 H03 */
export const autoscalerKindMismatch: Rule = {
  code: "autoscaler-kind-mismatch",
  severity: "error",
  title: "Autoscaler of another kind",
  explanation:
    "Flagger looks for an autoscaler of the kind that autoscalerRef names. One of that name is here, but of the other kind, so each tick ends in an error and the Canary never starts. Write its kind.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `${canary(`        autoscalerRef:
          apiVersion: autoscaling/v2
          kind: HorizontalPodAutoscaler
          #     ^^^^^^^^^^^^^^^^^^^^^^^ autoscaler-kind-mismatch
          name: orders
`)}${deployment}${scaledObject}${query}`,
    right: `${canary(`        autoscalerRef:
          apiVersion: keda.sh/v1alpha1
          kind: ScaledObject
          name: orders
`)}${deployment}${scaledObject}${query}`,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const reference = resource.references.find((it) => it.row.code === "autoscaler-missing");
    if (!reference) return;
    const other = otherKind(resource, reference, view);
    if (!other || !canaryOf(resource, view).isSettled(["spec", "autoscalerRef"])) return;
    const at = ["spec", "autoscalerRef"];
    const apiVersion: Change = {
      type: "replace",
      resource,
      at: [...at, "apiVersion"],
      on: "value",
      text: `${other.group}/${other.version}`,
    };
    const kind = replaceValue(resource, [...at, "kind"], other.kind, `Replace with ${other.kind}`);
    yield {
      at: [...at, "kind"],
      message: `"${reference.text}" is a ${other.kind}, and Flagger looks for a ${reference.kind}, so it never starts this Canary. Write kind: ${other.kind}.`,
      related: [{ resource: other, at: [], message: `${other.kind} ${other.name}.` }],
      fixes: [{ ...kind, changes: [...kind.changes, apiVersion] }],
    };
  },
};

/** The autoscaler of the other kind that has the name, where there is none of the kind that is written. */
export function otherKind(
  resource: Resource,
  reference: Reference,
  view: View,
): Resource | undefined {
  const found = resolve(view, resource, reference);
  if (found.type !== "missing" && found.type !== "elsewhere") return undefined;
  const [group, kind] =
    reference.kind === "ScaledObject"
      ? (["autoscaling", "HorizontalPodAutoscaler"] as const)
      : (["keda.sh", "ScaledObject"] as const);
  return neighbours(resource, group, kind, view).find((it) => it.name === reference.text);
}
