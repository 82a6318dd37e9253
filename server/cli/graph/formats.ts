import { graphDot } from "../../engine/graph/formats/graphDot.ts";
import { graphJson } from "../../engine/graph/formats/graphJson.ts";
import { graphMermaid } from "../../engine/graph/formats/graphMermaid.ts";
import { graphSvg } from "../../engine/graph/formats/graphSvg.ts";
import { graphText } from "../../engine/graph/formats/graphText.ts";
import type { ShownGraph } from "../../lsp/shownGraph.ts";

/** By the name that `--format` takes. */
export const graphFormats = {
  text: graphText,
  json: graphJson,
  mermaid: graphMermaid,
  dot: graphDot,
  svg: graphSvg,
} satisfies Readonly<Record<string, (graph: ShownGraph) => string>>;
