import type { Camera, Point } from "./camera.ts";
import type { Distance } from "./distance.ts";
import type { Looks } from "./looks.ts";

/** What it takes to paint a piece of a picture. */
export interface Brush {
  readonly board: CanvasRenderingContext2D;
  /** In pixels of the board, which may be finer than those of the page. */
  readonly camera: Camera;
  readonly distance: Distance;
  readonly looks: Looks;
}

/** From here on, what is painted counts from a point of the picture. */
export const standAt = ({ board, camera: { x, y, zoom } }: Brush, at: Point): void =>
  board.setTransform(zoom, 0, 0, zoom, x + at.x * zoom, y + at.y * zoom);
