import type { Graph, GraphNode } from "../../../../protocol/graph.ts";
import { flowOf } from "../flow.ts";
import { nodeBands } from "../nodeBands.ts";
import { oneLine } from "../oneLine.ts";
import { split } from "../split.ts";
import { edgeWords } from "./edgeWords.ts";
import { groupTitle } from "./groupTitle.ts";

/**
 * The graph as a Mermaid flowchart, for a README or a pull request. Arrows run in the order of time.
 *
 * https://mermaid.js.org/syntax/flowchart.html
 */
export function graphMermaid<Place>(graph: Graph<Place>): string {
  const ids = new Map(graph.nodes.map(({ id }, index) => [id, `n${index}`]));
  const lines = ["flowchart LR"];
  for (const [index, part] of split(graph).entries()) {
    lines.push(`  subgraph g${index}["${escaped(groupTitle(part.group))}"]`, "    direction LR");
    for (const [at, { title, nodes }] of nodeBands(part).entries()) {
      lines.push(`    subgraph g${index}w${at}["${escaped(title)}"]`);
      lines.push(...nodes.map((it) => `      ${nodeLine(it, ids.get(it.id) ?? "")}`));
      lines.push("    end");
    }
    lines.push("  end");
  }
  for (const it of graph.edges) {
    const { first, next } = flowOf(it);
    const [a, b] = [ids.get(first), ids.get(next)];
    if (a === undefined || b === undefined) continue;
    const words = escaped(edgeWords(it));
    const arrow = it.type === "dependsOn" ? "==>" : it.type === "applies" ? "-->" : "-.->";
    lines.push(`  ${a} ${arrow}${words === "" ? "" : `|"${words}"|`} ${b}`);
  }
  lines.push(...CLASSES.map((it) => `  ${it}`));
  return `${lines.join("\n")}\n`;
}

function nodeLine<Place>({ kind, namespace, name, marks, only }: GraphNode<Place>, id: string) {
  const sign = only === undefined ? "" : only === "after" ? "new: " : "gone: ";
  const [mark] = marks;
  const words = [
    `${sign}${kind}`,
    `${namespace === "" ? "" : `${namespace}/`}${name}`,
    ...(mark ? [mark.short] : []),
  ];
  const style = only ?? mark?.severity;
  return `${id}["${words.map(escaped).join("<br/>")}"]${style === undefined ? "" : `:::${style}`}`;
}

/** Colours that hold on light and on dark paper. */
const CLASSES = [
  "classDef error stroke:#d1242f,stroke-width:2px",
  "classDef warning stroke:#bf8700,stroke-width:2px",
  "classDef information stroke-dasharray:4 2",
  "classDef after stroke:#1a7f37,stroke-width:2px",
  "classDef before stroke:#d1242f,stroke-dasharray:4 2",
];

/** Mermaid takes any character as `#code;`, and only a few as they are. */
const escaped = (text: string): string =>
  oneLine(text).replace(/[^\w ./,:-]/gu, (it) => `#${it.codePointAt(0)};`);
