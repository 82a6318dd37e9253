import fc from "fast-check";
import { expect, test } from "vitest";
import { layout } from "../../../server/engine/graph/layout.ts";
import { runs } from "../../support/runs.ts";

const graphs = fc.integer({ min: 1, max: 60 }).chain((count) =>
  fc.record({
    nodes: fc.array(
      fc.record({
        column: fc.nat(6),
        width: fc.integer({ min: 20, max: 200 }),
        height: fc.integer({ min: 10, max: 80 }),
      }),
      { minLength: count, maxLength: count },
    ),
    edges: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 120 }),
  }),
);

test("no box lies on another, no line runs through a box, and it is the same each time", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const nodes = graph.nodes.map((it, index) => ({ ...it, id: `${index}` }));
      const edges = graph.edges.map(([from, to]) => ({ from: `${from}`, to: `${to}`, look: "" }));
      const drawn = layout(nodes, edges);
      const boxes = nodes.map((it, index) => ({
        ...it,
        ...(drawn.boxes[index] ?? { x: 0, y: 0 }),
      }));
      for (const [index, a] of boxes.entries()) {
        expect(a.x >= 0 && a.y >= 0).toBe(true);
        expect(a.x + a.width <= drawn.width && a.y + a.height <= drawn.height).toBe(true);
        for (const b of boxes.slice(index + 1)) {
          const isApart =
            a.x + a.width < b.x ||
            b.x + b.width < a.x ||
            a.y + a.height < b.y ||
            b.y + b.height < a.y;
          expect(isApart).toBe(true);
        }
      }
      // Between two crossings of a gap a line runs through a column, level.
      for (const { type, points } of drawn.routes) {
        if (type === "beside") continue;
        for (let index = 1; index + 1 < points.length; index += 2) {
          const [a, b] = [points[index], points[index + 1]];
          if (!a || !b) throw new Error("A line ends in the middle.");
          expect(a.y).toBe(b.y);
          const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
          const isFree = boxes.every(
            (it) =>
              it.x >= right || it.x + it.width <= left || a.y <= it.y || a.y >= it.y + it.height,
          );
          expect(isFree).toBe(true);
        }
      }
      expect(layout(nodes, edges)).toEqual(drawn);
    }),
    { numRuns: runs(20, 400) },
  );
});
