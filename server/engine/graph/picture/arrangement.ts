import type { GraphFlow, GraphRoom, GraphViewQuestion } from "../../../../protocol/graphView.ts";
import { groupedBy } from "../groupedBy.ts";
import type { GraphPart } from "../split.ts";
import { LENGTHS } from "./lengths.ts";

const { box, between, gutter, heads, padding, title, betweenGroups } = LENGTHS;

/** Where waves follow one another, and how many boxes of a step stand beside one another across that. */
export interface Arrangement {
  readonly flow: GraphFlow;
  readonly most: number;
}

/**
 * How a graph can best be read in the room there is: waves go to the right, unless it takes much less panning when they
 * go down. It depends on how many boxes each step has, and on nothing else of the graph.
 */
export function arrangement(
  parts: readonly GraphPart<unknown>[],
  { flow, room }: Pick<GraphViewQuestion, "flow" | "room">,
): Arrangement {
  const right: Arrangement = { flow: "right", most: HIGHEST };
  if (flow === "right" || (!room && !flow)) return right;
  const down: Arrangement = { flow: "down", most: mostIn(room ?? USUAL) };
  if (flow === "down" || !room) return down;
  const shapes = parts.map(stepSizes);
  // So many boxes in a row make a picture that nobody scrolls through.
  if (shapes.some((it) => sum(it) > MANY)) return right;
  const views = (it: Arrangement) => viewsOf(sizeOf(shapes, it), room);
  return views(right) > views(down) * BETTER ? down : right;
}

const MANY = 300;

/** More boxes on top of one another make a tower. */
const HIGHEST = 120;

/** Waves go down only where so many times as much of the picture is in view then. */
const BETTER = 1.4;

/** At this zoom names are read with ease. */
const READABLE = 0.6;

/** Of a view that does not say its own. */
const USUAL: GraphRoom = { width: 700, height: 700 };

const mostIn = ({ width }: GraphRoom): number =>
  Math.max(2, Math.floor((width / READABLE - gutter - 2 * padding) / (box.width + between.rows)));

/** How many boxes each step of a group has. */
function stepSizes({ nodes }: GraphPart<unknown>): readonly number[] {
  const steps = groupedBy(nodes, ({ schedule: it }) =>
    it.type === "starts" ? `${it.wave} ${it.step}` : `never ${it.step}`,
  );
  return [...steps.values()].map((it) => it.length);
}

/** About as large as it will be: lanes of lines need a little more. */
function sizeOf(shapes: readonly (readonly number[])[], { flow, most }: Arrangement): GraphRoom {
  const sizes = shapes.map((steps): GraphRoom => {
    const columns = sum(steps.map((it) => Math.max(1, Math.ceil(it / most))));
    const widest = Math.min(most, Math.max(0, ...steps));
    return flow === "right"
      ? {
          width: columns * (box.width + between.columns),
          height: widest * (box.height + between.rows) + title + heads,
        }
      : {
          width: widest * (box.width + between.rows) + gutter,
          height: columns * (box.height + between.columns) + title,
        };
  });
  return {
    width: Math.max(0, ...sizes.map((it) => it.width)) + 2 * padding,
    height: sum(sizes.map((it) => it.height + padding + betweenGroups)),
  };
}

/** How many views it takes to see all of a picture at a zoom at which names can be read. */
const viewsOf = (picture: GraphRoom, room: GraphRoom): number =>
  Math.max(1, (picture.width * LEGIBLE) / room.width) *
  Math.max(1, (picture.height * LEGIBLE) / room.height);

const LEGIBLE = 0.5;

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
