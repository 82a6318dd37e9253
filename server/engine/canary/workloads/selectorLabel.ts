import { memo } from "../../memo.ts";
import { field, type JsonObject } from "../json.ts";
import type { Reason } from "../reason.ts";
import type { Run } from "../run.ts";
import { stringsOf } from "../stringsOf.ts";

export interface SelectorLabel {
  readonly key: string;
  readonly value: string;
}

/** The first of Flagger's selector labels that the selector of a workload names. */
export function selectorLabel(
  workload: JsonObject,
  candidates: readonly string[],
): SelectorLabel | undefined {
  const known = labelsOf(workload);
  if (known.candidates !== candidates) {
    known.candidates = candidates;
    known.found = find(stringsOf(field(workload, "spec", "selector", "matchLabels")), candidates);
  }
  return known.found;
}

/** Why a target without any of them stops every tick. */
export function whyNoLabel({ canary }: Run): Reason {
  const { kind, name } = canary.spec.target;
  return {
    text: "The selector of the target names none of the labels that Flagger tells primary and canary apart by.",
    object: { kind, name },
    at: ["spec", "selector", "matchLabels"],
  };
}

function find(
  labels: Readonly<Record<string, string>>,
  candidates: readonly string[],
): SelectorLabel | undefined {
  for (const key of candidates) {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (value !== undefined) return { key, value };
  }
  return undefined;
}

/** One answer per workload: flags hardly ever differ. */
const labelsOf = memo(
  (_: JsonObject): { candidates?: readonly string[]; found: SelectorLabel | undefined } => ({
    found: undefined,
  }),
);
