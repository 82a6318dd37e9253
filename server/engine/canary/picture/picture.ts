import type { CanaryFrame, CanaryPicture } from "../../../../protocol/canary.ts";
import type { FieldChange } from "../../../../protocol/fieldChange.ts";
import { durationWords } from "../../durationWords.ts";
import type { Resource } from "../../resource.ts";
import type { Place } from "../../source.ts";
import type { View } from "../../view.ts";
import type { Canary } from "../canary.ts";
import { metricsProvider, observerFor } from "../metrics/observerFor.ts";
import { canaryIn } from "../scenario/canaryIn.ts";
import { editWords } from "../scenario/editWords.ts";
import { run, type Simulation } from "../scenario/run.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Found, setupOf } from "../scenario/setupOf.ts";
import { summary } from "../scenario/summary.ts";
import { unknownNames } from "../scenario/unknownNames.ts";
import { unmet } from "../scenario/unmet.ts";
import type { Setup } from "../setup.ts";
import { strategyOf } from "../strategyOf.ts";
import { changeableIn } from "./changeable.ts";
import { endingOf } from "./endingOf.ts";
import { frames } from "./frames.ts";
import { metricScales } from "./metricScales.ts";
import { type Places, placesOf } from "./places.ts";
import { isGate } from "./webhookSamples.ts";
import { withChanges } from "./withChanges.ts";
import { writtenPlace } from "./writtenPlace.ts";
import { writtenScenario } from "./writtenScenario.ts";

/** More ticks are counted, not drawn. */
const MOST_FRAMES = 1000;

/**
 * A rollout as a picture of it needs it. A sentence where the scenario speaks of metrics or webhooks that the Canary does
 * not have.
 */
export function picture(
  view: View,
  resource: Resource,
  scenario: Scenario,
  changes: readonly FieldChange[],
): CanaryPicture<Place> | { readonly mistake: string } {
  const found = setupOf(resource, view);
  const setup = withChanges(found.setup, changes);
  const [mistake] = unknownNames(setup, scenario);
  if (mistake) return { mistake: mistake.message };
  const simulation = run(setup, scenario);
  const places = placesOf(found, view);
  const drawn = framesOf(simulation, scenario, setup, places);
  const firstFailure = drawn.findIndex((it) => it.said.some(({ type }) => type === "warning"));
  return {
    ...headOf(setup),
    ending: endingOf(simulation.ending, places.reason),
    notes: notesOf(found, simulation),
    ...(scenario.expect ? { unmet: unmet(simulation, scenario.expect) } : {}),
    ...analysisOf(canaryIn(setup), places),
    fields: fieldsOf(found, setup, places),
    frames: drawn,
    ...(firstFailure < 0 ? {} : { firstFailure }),
    scenario: writtenScenario(scenario),
    places: places.all,
  };
}

function headOf(setup: Setup) {
  const { spec, name, namespace } = canaryIn(setup);
  const { strategy, earliest } = summary(setup);
  return {
    name: `${namespace}/${name}`,
    provider: spec.provider || setup.flags.meshProvider,
    strategy: spec.analysis && !spec.skipAnalysis ? strategyOf(spec.analysis) : ("none" as const),
    strategyWords: strategy,
    durationWords: earliest
      ? `at the earliest ${durationWords(earliest.seconds)}${atMost(setup)}`
      : "never promoted",
  };
}

function atMost(setup: Setup): string {
  const { worst, gates } = summary(setup);
  if (worst) return `, at most ${durationWords(worst.seconds)}`;
  return gates.length > 0 ? `, longer while ${gates.join(" or ")} is closed` : "";
}

function notesOf({ notes }: Found, { neverBegins, ticks }: Simulation): readonly string[] {
  const more = ticks.length - MOST_FRAMES;
  const begins = "Flagger never gets through the initialisation; its first ticks are shown.";
  return [
    ...notes,
    ...(neverBegins ? [begins] : []),
    ...(more > 0 ? [`${more} more ticks are not shown.`] : []),
  ];
}

function analysisOf({ spec: { analysis } }: Omit<Canary, "status">, places: Places) {
  const placed = (list: "metrics" | "webhooks", index: number) =>
    places.of({ text: "", at: ["spec", "analysis", list, index] });
  return {
    interval: analysis?.interval ?? 60,
    threshold: analysis?.threshold ?? 1,
    iterations: analysis?.iterations ?? 0,
    metrics: metricScales(analysis?.metrics ?? []).map(({ min, max, ...it }, index) => ({
      ...it,
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...placed("metrics", index),
    })),
    webhooks: (analysis?.webhooks ?? []).map((it, index) => ({
      name: it.name,
      type: it.type,
      isGate: isGate(it),
      ...placed("webhooks", index),
    })),
  };
}

function fieldsOf(found: Found, setup: Setup, places: Places) {
  const now = new Map(changeableIn(setup).map((it) => [it.name, it.value]));
  return changeableIn(found.setup).map((it) => ({
    name: it.name,
    label: it.label,
    value: now.get(it.name) ?? it.value,
    written: it.value,
    ...places.add(writtenPlace(found, it)),
  }));
}

function framesOf(
  { ticks, neverBegins }: Simulation,
  scenario: Scenario,
  setup: Setup,
  { reason }: Places,
): readonly CanaryFrame[] {
  const canary = canaryIn(setup);
  return frames(ticks.slice(0, MOST_FRAMES), {
    canary,
    durationScale: observerFor(metricsProvider({ canary, flags: setup.flags })).scale,
    edits: neverBegins ? new Map() : editWords(scenario),
    reason,
  });
}
