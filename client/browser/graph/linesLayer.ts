import type { GraphPicture, PictureEdge } from "../../../protocol/graphView.ts";
import { svg } from "../element.ts";

/**
 * Draws edges as a few paths, one for all lines of a look that begin near one another: thousands of elements are slow to
 * style, and one path of thousands of lines is slow to paint, for the browser paints tile by tile.
 */
export function drawLines(
  picture: Pick<GraphPicture<unknown>, "groups" | "nodes" | "width" | "height">,
  edges: readonly PictureEdge[],
): SVGSVGElement {
  const root = svg("svg", {
    class: "lines",
    width: picture.width,
    height: picture.height,
    "aria-hidden": "true",
  });
  for (const [index, { corner }] of picture.groups.entries()) {
    const own = edges.filter((it) => it.group === index);
    if (own.length === 0) continue;
    const at = `translate(${corner.x} ${corner.y})`;
    root.append(
      svg("g", { transform: at }, ...paths(own, picture.nodes), ...own.flatMap(condition)),
    );
  }
  return root;
}

/** The side of the squares that lines are gathered by, in pixels. */
const SQUARE = 700;

function paths(
  edges: readonly PictureEdge[],
  nodes: GraphPicture<unknown>["nodes"],
): readonly SVGElement[] {
  const bundles = new Map<string, { readonly look: string; line: string; tip: string }>();
  for (const { type, only, path, tip, first } of edges) {
    const look = only === undefined ? type : `${type} ${only}`;
    const { x = 0, y = 0 } = nodes[first] ?? {};
    const key = `${look} ${Math.floor(x / SQUARE)} ${Math.floor(y / SQUARE)}`;
    const known = bundles.get(key);
    if (known) {
      known.line += path;
      known.tip += tip;
    } else bundles.set(key, { look, line: path, tip });
  }
  return [...bundles.values()].flatMap(({ look, line, tip }) => [
    svg("path", { class: `line ${look}`, d: line }),
    svg("path", { class: `tip ${look}`, d: tip }),
  ]);
}

/** A sign on a dependency that must satisfy an expression; what it says stands in the details. */
function condition({ words, path }: PictureEdge): readonly SVGElement[] {
  if (!words.startsWith("when ")) return [];
  // The line begins with a curve from one column to the next.
  const [x = 0, y = 0, , , , , endX = 0, endY = 0] = (path.match(/-?[\d.]+/g) ?? []).map(Number);
  return [svg("text", { class: "when", x: (x + endX) / 2, y: (y + endY) / 2 }, "when")];
}
