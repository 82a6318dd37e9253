import type { GraphWave } from "../../../../protocol/graph.ts";
import type { PictureBand } from "../../../../protocol/graphView.ts";
import { durationWords } from "../../durationWords.ts";
import type { PlannedBand } from "../partPlan.ts";

/** The head of a wave, and where its boxes are. */
export function pictureBand<Place>({ wave, x, y, width, height }: PlannedBand<Place>): PictureBand {
  return { ...headOf(wave), x, y, width, height };
}

function headOf(wave: GraphWave | undefined): Omit<PictureBand, "x" | "y" | "width" | "height"> {
  if (!wave) return { title: "Never", earliest: "something is in the way", latest: "" };
  if (wave.wave < 0) return { title: "Before", earliest: "there before", latest: "" };
  const { earliest, latest } = wave;
  return {
    title: `Wave ${wave.wave}`,
    earliest: earliest === 0 ? "at once" : `after ${durationWords(earliest)}`,
    latest: latest === earliest ? "" : `at the latest after ${durationWords(latest)}`,
  };
}
