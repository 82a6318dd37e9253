import type { GraphNode, GraphWave } from "../../../protocol/graph.ts";

/** The waves of some nodes, in order, each with the moments at which its first step may begin. */
export function wavesOf(
  nodes: readonly Pick<GraphNode<unknown>, "schedule">[],
): readonly GraphWave[] {
  const waves = new Map<number, GraphWave & { readonly step: number }>();
  for (const { schedule } of nodes) {
    if (schedule.type === "never") continue;
    const { wave, step, earliest, latest } = schedule;
    const known = waves.get(wave);
    if (known && known.step < step) continue;
    const isSame = known?.step === step;
    waves.set(wave, {
      wave,
      step,
      earliest: isSame ? Math.min(earliest, known.earliest) : earliest,
      latest: isSame ? Math.max(latest, known.latest) : latest,
    });
  }
  return [...waves.values()]
    .sort((a, b) => a.wave - b.wave)
    .map(({ wave, earliest, latest }) => ({ wave, earliest, latest }));
}
