import type { GraphPicture, PictureNode } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";
import type { Brush } from "./brush.ts";
import type { Box, Camera, Size } from "./camera.ts";
import { distanceOf } from "./distance.ts";
import type { Lines } from "./lines.ts";
import type { Looks } from "./looks.ts";
import type { Painted } from "./overview.ts";
import { type Marks, paintBoxes } from "./paintBoxes.ts";
import { paintFrames, paintHeads } from "./paintFrames.ts";
import { paintLines } from "./paintLines.ts";
import { isIn, sightOf } from "./sight.ts";

/** What is painted and is no element: all lines, and boxes where they are too many or move too fast. */
export interface Board {
  readonly root: HTMLCanvasElement;
  readonly paint: (scene: Scene) => void;
}

export interface Scene {
  readonly picture: GraphPicture<unknown>;
  readonly lines: Lines;
  readonly overview: Painted | undefined;
  readonly camera: Camera;
  readonly size: Size;
  readonly marks: Marks;
  readonly isMoving: boolean;
  readonly hasFrames: boolean;
  readonly hasBoxes: boolean;
}

/** So many lines are painted anew for each frame; where more are in sight, they are taken from the overview. */
const MANY = 500;

/** How far the overview may be stretched while nothing moves. */
const SHARP = 1.2;

export function board(looks: Looks): Board {
  const root = element("canvas", { class: "board", "aria-hidden": "true" });
  const context = root.getContext("2d");
  return {
    root,
    paint(scene) {
      const fine = devicePixelRatio || 1;
      const { camera, size } = scene;
      if (!context || size.width === 0) return;
      stretch(root, size, fine);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, root.width, root.height);
      const brush: Brush = {
        board: context,
        camera: { x: camera.x * fine, y: camera.y * fine, zoom: camera.zoom * fine },
        distance: distanceOf(camera.zoom),
        looks,
      };
      paintScene(brush, scene);
    },
  };
}

/** To set a length empties a board and takes time. */
function stretch(root: HTMLCanvasElement, { width, height }: Size, fine: number): void {
  const [w, h] = [Math.round(width * fine), Math.round(height * fine)];
  if (root.width !== w) root.width = w;
  if (root.height !== h) root.height = h;
}

function paintScene(brush: Brush, scene: Scene): void {
  const { picture, lines, overview, marks, isMoving, hasFrames } = scene;
  const { board, camera } = brush;
  const sight = sightOf(scene.camera, scene.size);
  const isEnough = overview && (isMoving || camera.zoom <= overview.scale * SHARP);
  const inSight = lines.in(sight, isEnough ? MANY : Number.POSITIVE_INFINITY);
  if (hasFrames) paintFrames(brush, picture.groups, sight);
  if (inSight) {
    board.globalAlpha = marks.chosen === undefined ? 1 : PALE;
    paintLines(brush, inSight, false);
    board.globalAlpha = 1;
  } else if (overview) paintOverview(brush, overview, isMoving);
  if (marks.chosen !== undefined) paintLines(brush, lines.of(marks.chosen), true);
  if (scene.hasBoxes) {
    // The overview has all boxes from afar, but for what is marked of them.
    const isThere = !inSight && brush.distance === "far" && marks.match.size === 0;
    const own = isThere ? markedIn(picture, marks) : nodesIn(picture, sight);
    paintBoxes(brush, own, marks);
  }
  if (hasFrames) paintHeads(brush, picture.groups, sight);
}

/** Of lines that are not those of the chosen node. */
const PALE = 0.4;

function paintOverview(brush: Brush, { image, scale }: Painted, isMoving: boolean): void {
  const { board, camera } = brush;
  const { x, y } = camera;
  const zoom = camera.zoom / scale;
  board.setTransform(zoom, 0, 0, zoom, x, y);
  board.imageSmoothingQuality = isMoving ? "low" : "high";
  board.drawImage(image, 0, 0);
}

function markedIn(
  { nodes }: GraphPicture<unknown>,
  { chosen, here }: Marks,
): ReadonlyMap<number, PictureNode> {
  const found = new Map<number, PictureNode>();
  for (const index of [...here, ...(chosen === undefined ? [] : [chosen])]) {
    const it = nodes[index];
    if (it) found.set(index, it);
  }
  return found;
}

function nodesIn({ nodes }: GraphPicture<unknown>, sight: Box): ReadonlyMap<number, PictureNode> {
  const found = new Map<number, PictureNode>();
  for (const [index, it] of nodes.entries()) if (isIn(it, sight)) found.set(index, it);
  return found;
}
