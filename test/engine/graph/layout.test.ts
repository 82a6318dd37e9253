import { expect, test } from "vitest";
import type { LayoutEdge, LayoutNode } from "../../../server/engine/graph/layers.ts";
import { layout } from "../../../server/engine/graph/layout.ts";

const node = (id: string, column: number): LayoutNode => ({ id, column, width: 100, height: 40 });
const edge = (from: string, to: string): LayoutEdge => ({ from, to, look: "" });

const spacing = { columns: 50, rows: 10 };

test("a chain is a straight line", () => {
  const nodes = [node("a", 0), node("b", 1), node("c", 2)];
  expect(layout(nodes, [edge("a", "b"), edge("b", "c")], spacing)).toEqual({
    width: 400,
    height: 40,
    boxes: [
      { x: 0, y: 0 },
      { x: 150, y: 0 },
      { x: 300, y: 0 },
    ],
    routes: [
      {
        type: "across",
        points: [
          { x: 100, y: 20 },
          { x: 150, y: 20 },
        ],
      },
      {
        type: "across",
        points: [
          { x: 250, y: 20 },
          { x: 300, y: 20 },
        ],
      },
    ],
    columns: [
      { x: 0, width: 100 },
      { x: 150, width: 100 },
      { x: 300, width: 100 },
    ],
  });
});

test("a long line runs past the boxes on its way, and against the order", () => {
  const nodes = [node("a", 0), node("b", 1), node("c", 2)];
  const all = [edge("a", "b"), edge("b", "c"), edge("c", "a")];
  const { routes, boxes } = layout(nodes, all, spacing);
  const [, , back] = routes;
  expect(back?.points.map((it) => it.x)).toEqual([300, 250, 150, 100]);
  const y = back?.points[1]?.y ?? 0;
  const top = boxes[1]?.y ?? 0;
  expect(y < top || y > top + 40).toBe(true);
});

test("lines cross no more than they must", () => {
  const nodes = [node("a", 0), node("b", 0), node("c", 1), node("d", 1)];
  const { boxes } = layout(nodes, [edge("a", "d"), edge("b", "c")], spacing);
  const [a, b, c, d] = boxes.map((it) => it.y);
  expect((a ?? 0) < (b ?? 0)).toBe((d ?? 0) < (c ?? 0));
});

test("nothing, and lines that lead nowhere", () => {
  expect(layout([], [edge("a", "b")])).toEqual({
    width: 0,
    height: 0,
    boxes: [],
    routes: [{ type: "across", points: [] }],
    columns: [],
  });
  expect(layout([node("a", 0)], [edge("a", "a")]).routes).toEqual([{ type: "across", points: [] }]);
});
