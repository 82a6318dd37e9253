import type { GraphPicture } from "../../../protocol/graphView.ts";
import type { Brush } from "./brush.ts";
import type { Lines } from "./lines.ts";
import type { Looks } from "./looks.ts";
import { paintBoxes } from "./paintBoxes.ts";
import { paintLines } from "./paintLines.ts";

/** All boxes and lines of a picture, painted once: for its map, and for where thousands of lines are in sight. */
export interface Overview {
  /** Begins to paint; what was painted before is of no use any more. */
  readonly update: (picture: GraphPicture<unknown>, lines: Lines) => void;
  /** `undefined` while it is being painted. */
  readonly painted: () => Painted | undefined;
}

export interface Painted {
  readonly image: HTMLCanvasElement;
  /** How many of its pixels one of the picture is. */
  readonly scale: number;
}

/** The longest side, in pixels. */
const LONGEST = 2048;

/** Milliseconds until it is begun, so that it is not painted for each key. */
const PATIENCE = 120;

/** @param done it is painted */
export function overview(looks: Looks, done: () => void): Overview {
  let painted: Painted | undefined;
  let due: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  /** Goes on while nobody wants anything else of the page. */
  const go = (work: Iterator<void, Painted>): void => {
    turn = requestIdleCallback((idle) => {
      do {
        const { done: isDone, value } = work.next();
        if (!isDone) continue;
        painted = value;
        done();
        return;
      } while (idle.timeRemaining() > 2);
      go(work);
    });
  };
  return {
    update(picture, lines) {
      clearTimeout(due);
      cancelIdleCallback(turn);
      painted = undefined;
      due = setTimeout(() => go(painting(picture, lines, looks)), PATIENCE);
    },
    painted: () => painted,
  };
}

/** Lines of a turn: about a millisecond. */
const AT_ONCE = 60;

function* painting(
  picture: GraphPicture<unknown>,
  lines: Lines,
  looks: Looks,
): Generator<void, Painted> {
  const scale = Math.min(1, LONGEST / Math.max(1, picture.width, picture.height));
  const image = document.createElement("canvas");
  image.width = Math.max(1, Math.ceil(picture.width * scale));
  image.height = Math.max(1, Math.ceil(picture.height * scale));
  const board = image.getContext("2d", { willReadFrequently: true });
  if (!board) return { image, scale };
  const brush: Brush = { board, camera: { x: 0, y: 0, zoom: scale }, distance: "far", looks };
  const { nodes } = picture;
  for (const it of lines.pieces(AT_ONCE)) {
    yield;
    paintLines(brush, it, false);
  }
  yield;
  paintBoxes(brush, new Map(nodes.entries()), NO_MARKS);
  return { image, scale };
}

const NO_MARKS = { chosen: undefined, match: new Set<number>(), here: new Set<number>() };
