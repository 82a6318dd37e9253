import type { Graph } from "../../../../protocol/graph.ts";
import { split } from "../split.ts";
import { legendSvg } from "./legendSvg.ts";
import { partSvg } from "./partSvg.ts";
import { STYLE } from "./svgStyle.ts";
import { escapedXml } from "./svgText.ts";

/** Around everything, in pixels. */
const MARGIN = 16;

/**
 * The graph as a picture that stands by itself: light or dark as the reader's system is, without scripts, fonts or
 * anything that is fetched. Clusters stand one below the other, waves beside one another.
 */
export function graphSvg<Place>(graph: Graph<Place>): string {
  const parts: string[] = [];
  let y = MARGIN;
  let width = 0;
  for (const part of split(graph)) {
    const drawn = partSvg(part);
    parts.push(`<g transform="translate(${MARGIN} ${y})">`, drawn.text, "</g>");
    width = Math.max(width, drawn.width);
    y += drawn.height + 2 * MARGIN;
  }
  const legend = legendSvg();
  width = Math.max(width, legend.width) + 2 * MARGIN;
  const height = y + legend.height + MARGIN;
  const title = `${graph.nodes.length} nodes, ${graph.edges.length} edges`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Dependency graph: ${escapedXml(title)}">`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...parts,
    `<g transform="translate(${MARGIN} ${y})">${legend.text}</g>`,
    "</svg>",
  ].join("\n")}\n`;
}
