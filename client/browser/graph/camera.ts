import type { GraphFlow } from "../../../protocol/graphView.ts";

/** Where a picture stands: a point of it is on the screen at `zoom` times itself plus `x` and `y`. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Box = Point & Size;

/** A picture and where it is to be read on. */
export type Flowing = Size & { readonly flow: GraphFlow };

const SMALLEST = 0.04;
const LARGEST = 3;

/** Between the picture and the edge of the view. */
const MARGIN = 12;

/** Below this nobody reads the boxes. */
const READABLE = 0.42;

/** All of the picture in the view; not larger than it is. */
export function fitted(picture: Size, view: Size): Camera {
  const zoom = clamped(
    Math.min(
      1,
      (view.width - 2 * MARGIN) / Math.max(1, picture.width),
      (view.height - 2 * MARGIN) / Math.max(1, picture.height),
    ),
  );
  return {
    zoom,
    x: Math.max(MARGIN, (view.width - picture.width * zoom) / 2),
    y: MARGIN,
  };
}

/**
 * All of the picture where it can be read then; else as much of it as can be read, from its beginning on, and so that a
 * box of it is in view.
 */
export function legible(picture: Flowing, view: Size, box: Box | undefined): Camera {
  const all = fitted(picture, view);
  if (all.zoom >= LEGIBLE) return all;
  const zoom = picture.flow === "down" ? wholeWidth(picture, view) : LEGIBLE;
  const fits = (length: number, room: number) => length * zoom + 2 * MARGIN <= room;
  const x = fits(picture.width, view.width) ? (view.width - picture.width * zoom) / 2 : MARGIN;
  const camera = { zoom, x, y: MARGIN };
  return box ? bringing(camera, box, view) : camera;
}

/** The zoom at which all of its width is in view, as of a page that is read downwards, where names can be read then. */
const wholeWidth = (picture: Size, view: Size): number =>
  Math.max(NAMES, Math.min(1, (view.width - 2 * MARGIN) / Math.max(1, picture.width)));

/** At this zoom names can just be read; they are larger in proportion from there. */
const NAMES = 0.38;

/** At this zoom names are as large as small print. */
const LEGIBLE = 0.45;

/** With a point of the picture as near to the middle of the view as leaves no room beside the picture. */
export function showing(point: Point, camera: Camera, picture: Size, view: Size): Camera {
  const there = around(point, camera, view);
  return {
    ...beside(there, picture, view),
    y: Math.min(MARGIN, filled(there.y, picture.height * there.zoom, view.height)),
  };
}

/** With no room left or right of the picture, or as much on both sides. */
export const beside = (camera: Camera, picture: Size, view: Size): Camera => ({
  ...camera,
  x: filled(camera.x, picture.width * camera.zoom, view.width),
});

function filled(at: number, length: number, room: number): number {
  const last = room - MARGIN - length;
  return last >= MARGIN ? (last + MARGIN) / 2 : Math.min(MARGIN, Math.max(last, at));
}

/** With a point of the picture in the middle of the view. */
const around = ({ x, y }: Point, { zoom }: Camera, view: Size): Camera => ({
  zoom,
  x: view.width / 2 - x * zoom,
  y: view.height / 2 - y * zoom,
});

/** All of the picture where it can be read then, else its beginning, with the first box in view. */
export function opening(picture: Flowing, view: Size, first: Box | undefined): Camera {
  const all = fitted(picture, view);
  if (all.zoom >= READABLE) return all;
  if (picture.flow === "down") return legible(picture, view, undefined);
  const begin = { x: MARGIN, y: MARGIN, zoom: BEGIN };
  const isBelow = first && (first.y + first.height) * BEGIN + MARGIN > view.height;
  return isBelow ? { ...begin, y: view.height / 2 - first.y * BEGIN } : begin;
}

/** The zoom at which a large picture opens. */
const BEGIN = 0.85;

/** The point of the picture that stands at a point of the view. */
export const pointAt = ({ x, y, zoom }: Camera, at: Point): Point => ({
  x: (at.x - x) / zoom,
  y: (at.y - y) / zoom,
});

/** Larger or smaller by a factor; the point of the view stays where it is. */
export function zoomed(camera: Camera, factor: number, at: Point): Camera {
  const zoom = clamped(camera.zoom * factor);
  const change = zoom / camera.zoom;
  return { zoom, x: at.x - (at.x - camera.x) * change, y: at.y - (at.y - camera.y) * change };
}

const clamped = (zoom: number): number => Math.min(LARGEST, Math.max(SMALLEST, zoom));

/** Moved, but never so far that nothing of the picture is left in view. */
export function moved(camera: Camera, by: Point, picture: Size, view: Size): Camera {
  return kept({ ...camera, x: camera.x + by.x, y: camera.y + by.y }, picture, view);
}

/** So much of the picture stays in view, in pixels. */
const LEFT = 80;

/** The camera, or the nearest one from which the picture is seen. */
export function kept(camera: Camera, picture: Size, view: Size): Camera {
  const { zoom } = camera;
  const within = (at: number, length: number, room: number) =>
    Math.min(room - LEFT, Math.max(LEFT - length * zoom, at));
  return {
    zoom,
    x: within(camera.x, picture.width, view.width),
    y: within(camera.y, picture.height, view.height),
  };
}

/** Moved as little as it takes to see a box of the picture; its corner counts where it does not fit. */
export function bringing(camera: Camera, box: Box, view: Size): Camera {
  const { zoom } = camera;
  const inside = (at: number, from: number, length: number, room: number) => {
    const start = from * zoom + at;
    const end = start + length * zoom;
    if (end + MARGIN > room) return Math.max(at - (end + MARGIN - room), at - (start - MARGIN));
    return start < MARGIN ? at + MARGIN - start : at;
  };
  return {
    zoom,
    x: inside(camera.x, box.x, box.width, view.width),
    y: inside(camera.y, box.y, box.height, view.height),
  };
}

/** With a box of the picture as near to the middle as leaves no room beside the picture, large enough to be read. */
export function centred(camera: Camera, box: Box, picture: Flowing, view: Size): Camera {
  const zoom = Math.max(camera.zoom, picture.flow === "down" ? NAMES : READABLE);
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return showing(middle, { ...camera, zoom }, picture, view);
}

/** So that a point of the picture that stood somewhere else before stays where it is on the screen. */
export const steady = (camera: Camera, before: Point, now: Point): Camera => ({
  ...camera,
  x: camera.x + (before.x - now.x) * camera.zoom,
  y: camera.y + (before.y - now.y) * camera.zoom,
});
