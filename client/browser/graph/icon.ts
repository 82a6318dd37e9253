import type { GraphNodeType } from "../../../protocol/graph.ts";
import { svg } from "../element.ts";

/** The sign of a type of node. The kind stands beside it in words. */
export const icon = (type: GraphNodeType): SVGSVGElement =>
  svg(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: PATHS[type] }),
  );

/** The same for a board, 16 pixels wide and high. */
export function iconPath(type: GraphNodeType): Path2D {
  const known = drawn.get(type) ?? new Path2D(PATHS[type]);
  drawn.set(type, known);
  return known;
}

const drawn = new Map<GraphNodeType, Path2D>();

/** Layers, a download, a parcel, a fork, a sheet. */
const PATHS: Readonly<Record<GraphNodeType, string>> = {
  kustomization: "M8 1.5l6.5 3.5L8 8.5 1.5 5zM2 8l6 3.3L14 8M2 11l6 3.3 6-3.3",
  source: "M8 1.5v8.5M4.5 6.8L8 10.3l3.5-3.5M2.5 13.5h11",
  release: "M2 4.8L8 2l6 2.8v6.4L8 14l-6-2.8zM2 4.8l6 2.8 6-2.8M8 7.6V14",
  canary: "M1.5 8H5M5 8c4.5 0 3.5-4.5 9-4.5M5 8c4.5 0 3.5 4.5 9 4.5",
  object: "M4 1.8h5.2L12 4.6v9.6H4zM9.2 1.8v2.8H12",
};
