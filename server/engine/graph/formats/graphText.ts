import type { Graph, GraphNode, GraphWave } from "../../../../protocol/graph.ts";
import { groupedBy } from "../groupedBy.ts";
import { oneLine } from "../oneLine.ts";
import { type GraphPart, split } from "../split.ts";
import { waveWords } from "../waveWords.ts";
import { changeWords } from "./changeWords.ts";
import { nodeLines, type Surroundings, UNBROKEN } from "./nodeLines.ts";
import { wrapped } from "./wrapped.ts";

/** The longest line, in columns, where words allow. */
const COLUMNS = 100;

/** The graph as a tree, wave by wave: for a terminal and for the description of a change. */
export function graphText<Place>(graph: Graph<Place>): string {
  if (graph.nodes.length === 0) return "There is nothing of Flux or Flagger here.\n";
  const nodes = new Map(graph.nodes.map((it) => [it.id, it]));
  const leaving = groupedBy(graph.edges, (it) => it.from);
  const parts = split(graph).map((part) => partLines(part, { nodes, leaving }));
  const changes = changeWords(graph);
  const lines = [
    ...parts.flatMap((it) => [...it, ""]),
    ...(changes ? [changes, ""] : []),
    ...LEGEND,
  ];
  return `${lines.map((it) => it.replaceAll(UNBROKEN, " ").trimEnd()).join("\n")}\n`;
}

const LEGEND = [
  "Times count from the start of wave 0. Earliest: nothing takes time but waiting, and Flux looks",
  "every 30 s whether dependencies are ready. Latest: what is waited for takes its whole timeout.",
];

const HEADS = {
  cluster: "Cluster",
  folder: "Folder",
  files: "Files that no build takes up",
} as const;

function partLines<Place>(
  { group, nodes, edges }: GraphPart<Place>,
  around: Surroundings<Place>,
): readonly string[] {
  const shown = nodes.filter((it) => it.type !== "object" && it.status !== "missing");
  const applied = edges.filter((it) => it.type === "applies");
  const appliers = new Map(applied.map((it) => [it.to, around.nodes.get(it.from)]));
  const lines: string[] = [oneLine(`${HEADS[group.type]} ${group.folder}`)];
  const waves = [...group.waves, undefined];
  for (const wave of waves) {
    const own = shown.filter((it) => isIn(it, wave));
    if (own.length === 0) continue;
    lines.push("", wave ? headOf(wave) : "Never");
    const top = own.filter((it) => !isBelow(appliers.get(it.id), wave, it));
    const below = groupedBy(own, (it) => appliers.get(it.id)?.id ?? "");
    for (const [index, node] of top.entries()) {
      const children = node.type === "kustomization" ? (below.get(node.id) ?? []) : [];
      const inside = children.filter((it) => isBelow(node, wave, it));
      lines.push(...branch(node, inside, index === top.length - 1, around));
    }
  }
  return lines;
}

const headOf = (wave: GraphWave): string =>
  wave.wave < 0 ? "Before the waves" : `Wave ${wave.wave}: ${waveWords(wave)}`;

const isIn = ({ schedule }: GraphNode<unknown>, wave: GraphWave | undefined): boolean =>
  wave === undefined
    ? schedule.type === "never"
    : schedule.type === "starts" && schedule.wave === wave.wave;

/** Kustomizations have a place of their own; all else stands below what applies it, in the same wave. */
const isBelow = (
  applier: GraphNode<unknown> | undefined,
  wave: GraphWave | undefined,
  { type }: GraphNode<unknown>,
): boolean => applier !== undefined && type !== "kustomization" && isIn(applier, wave);

function branch<Place>(
  node: GraphNode<Place>,
  children: readonly GraphNode<Place>[],
  isLast: boolean,
  around: Surroundings<Place>,
): readonly string[] {
  const [head, rest] = isLast ? ["└─ ", "   "] : ["├─ ", "│  "];
  const bar = children.length > 0 ? "│  " : "   ";
  const own = nodeLines(node, around, children).flatMap((it, index) =>
    wrapped(oneLine(it), COLUMNS - 8).map((line, at) =>
      index === 0 && at === 0 ? line : `${bar}${at === 0 ? "" : "  "}${line}`,
    ),
  );
  const below = children.flatMap((it, index) =>
    branch(it, [], index === children.length - 1, around),
  );
  return [...own, ...below].map((line, index) => `${index === 0 ? head : rest}${line}`);
}
