import type { GraphNode, GraphWave } from "../../../protocol/graph.ts";
import type { GraphPart } from "./split.ts";
import { waveWords } from "./waveWords.ts";

/** What starts together, with a head line. */
export interface Band<Place> {
  readonly title: string;
  /** Absent for those that never start. */
  readonly wave?: GraphWave;
  readonly nodes: readonly GraphNode<Place>[];
}

/** The nodes of one group, wave by wave; those that never start come last. */
export function nodeBands<Place>({ group, nodes }: GraphPart<Place>): readonly Band<Place>[] {
  const bands = group.waves.map((wave) => ({
    title: wave.wave < 0 ? "there before" : `wave ${wave.wave}, ${waveWords(wave)}`,
    wave,
    nodes: nodes.filter(
      ({ schedule }) => schedule.type === "starts" && schedule.wave === wave.wave,
    ),
  }));
  const never = nodes.filter(({ schedule }) => schedule.type === "never");
  return [...bands, { title: "never", nodes: never }].filter((it) => it.nodes.length > 0);
}
