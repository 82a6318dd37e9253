import type { Analysis } from "../canary/canary.ts";
import { isObject, type Json } from "../canary/json.ts";
import { readCanary } from "../canary/readCanary.ts";
import { type Strategy, strategyOf } from "../canary/strategyOf.ts";
import { durationWords } from "../durationWords.ts";
import { goDuration } from "../goDuration.ts";
import { jsonOf, at as nodeAt, type Path, scalarOf } from "../node.ts";
import { type Resource, treeOf } from "../resource.ts";
import { isCanary } from "../rules/flagger/requestMatch.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";
import type { InlayHint } from "./inlayHints.ts";

/** Behind numbers of a Canary that Flagger does not take as they are written: what it takes instead. flagger.md §1.3 */
export function canaryHints(view: View, resource: Resource): readonly InlayHint[] {
  if (!isCanary(resource) || standingOf(resource, view) !== "object") return [];
  const written = jsonOf(treeOf(resource)) as Json;
  const analysis = isObject(written) ? readCanary(written).spec.analysis : undefined;
  if (!analysis) return [];
  return [...taken(analysis)].flatMap(({ at, label, why }) => {
    const path: Path = ["spec", "analysis", ...at];
    const scalar = scalarOf(nodeAt(treeOf(resource), path));
    return scalar ? [{ offset: scalar.span.end, label: `→ ${label}`, tooltip: why }] : [];
  });
}

interface Taken {
  /** From `spec.analysis` on. */
  readonly at: Path;
  readonly label: string;
  readonly why: string;
}

function* taken(analysis: Analysis): Generator<Taken> {
  yield* intervalTaken(analysis);
  if (analysis.writtenThreshold < 1) {
    yield { at: ["threshold"], label: "1", why: "Flagger takes a threshold below 1 as 1." };
  }
  const strategy = strategyOf(analysis);
  for (const [field, isUnused] of Object.entries(UNUSED)) {
    const why = isUnused(analysis, strategy);
    if (why) yield { at: [field], label: "unused", why };
  }
  for (const [index, weight] of analysis.stepWeights.entries()) {
    const at = ["stepWeights", index];
    if (weight > 100) yield { at, label: "100", why: "No canary gets more than 100 %." };
  }
  if (analysis.maxWeight < 0) {
    yield { at: ["maxWeight"], label: "100", why: "Flagger takes a maxWeight below 1 as 100." };
  }
}

function* intervalTaken({ interval, intervalText }: Analysis): Generator<Taken> {
  const read = goDuration(intervalText);
  if (intervalText === "" || ("seconds" in read && read.seconds === interval)) return;
  const why =
    "seconds" in read
      ? "Flagger never looks more often than every 10 s."
      : "Flagger cannot read this duration, and takes 60 s.";
  yield { at: ["interval"], label: durationWords(interval), why };
}

type Unused = (analysis: Analysis, strategy: Strategy) => string | false;

/** Fields that another one overrules, with the sentence that says so. */
const UNUSED: Readonly<Record<string, Unused>> = {
  maxWeight: ({ stepWeights }, strategy) =>
    strategy !== "canary"
      ? "iterations decide, so there are no weights."
      : stepWeights.length > 0 && "The last of stepWeights is the end.",
  mirrorWeight: ({ mirror }) => !mirror && "There is no mirroring without mirror: true.",
};
