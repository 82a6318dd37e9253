import type { Graph, GraphEdge, GraphNode } from "../../../../protocol/graph.ts";
import { flowOf } from "../flow.ts";
import { nodeBands } from "../nodeBands.ts";
import { oneLine } from "../oneLine.ts";
import { split } from "../split.ts";
import { edgeWords } from "./edgeWords.ts";
import { groupTitle } from "./groupTitle.ts";

/**
 * The graph for Graphviz. Arrows run in the order of time.
 *
 * https://graphviz.org/doc/info/lang.html
 */
export function graphDot<Place>(graph: Graph<Place>): string {
  const ids = new Map(graph.nodes.map(({ id }, index) => [id, `n${index}`]));
  const lines = [
    "digraph flightpath {",
    "  rankdir=LR;",
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    '  edge [fontname="sans-serif", fontsize=10];',
  ];
  for (const [index, part] of split(graph).entries()) {
    lines.push(`  subgraph cluster_${index} {`, `    label=${quoted(groupTitle(part.group))};`);
    for (const [at, { title, nodes }] of nodeBands(part).entries()) {
      lines.push(`    subgraph cluster_${index}_${at} {`, `      label=${quoted(title)};`);
      lines.push(...nodes.map((it) => `      ${ids.get(it.id)} [${nodeFields(it)}];`));
      lines.push("    }");
    }
    lines.push("  }");
  }
  for (const it of graph.edges) {
    const { first, next } = flowOf(it);
    const [a, b] = [ids.get(first), ids.get(next)];
    if (a !== undefined && b !== undefined) lines.push(`  ${a} -> ${b} [${edgeFields(it)}];`);
  }
  return `${[...lines, "}"].join("\n")}\n`;
}

function nodeFields<Place>({ kind, namespace, name, marks, only }: GraphNode<Place>): string {
  const sign = only === undefined ? "" : only === "after" ? "new: " : "gone: ";
  const [mark] = marks;
  const words = [
    `${sign}${kind}`,
    `${namespace === "" ? "" : `${namespace}/`}${name}`,
    ...(mark ? [mark.short] : []),
  ];
  const colour = COLOURS[only ?? mark?.severity ?? "none"];
  const tip = marks.map((it) => it.message).join(" ");
  return [
    `label=${quoted(...words)}`,
    ...(colour === undefined ? [] : [`color="${colour}"`]),
    ...(tip === "" ? [] : [`tooltip=${quoted(tip)}`]),
  ].join(", ");
}

const COLOURS: Readonly<Record<string, string>> = {
  error: "#d1242f",
  warning: "#bf8700",
  after: "#1a7f37",
  before: "#d1242f",
};

function edgeFields(edge: GraphEdge<unknown>): string {
  const words = edgeWords(edge);
  const style = { dependsOn: "bold", applies: "solid" } as const;
  return [
    `style=${edge.type === "dependsOn" || edge.type === "applies" ? style[edge.type] : "dashed"}`,
    ...(words === "" ? [] : [`label=${quoted(words)}`]),
    ...(edge.only === undefined ? [] : [`color="${COLOURS[edge.only]}"`]),
  ].join(", ");
}

/** Lines of a label. Graphviz reads entities in strings, and escapes with a backslash. */
const quoted = (...lines: readonly string[]): string =>
  `"${lines
    .map((it) =>
      oneLine(it).replaceAll("&", "&amp;").replaceAll("\\", "\\\\").replaceAll('"', '\\"'),
    )
    .join("\\n")}"`;
