import type { Box, Camera, Size } from "./camera.ts";

/** The part of a picture that is in view, and so many pixels of the screen around it. */
export const sightOf = (
  { x, y, zoom }: Camera,
  { width, height }: Size,
  around: number = 0,
): Box => ({
  x: (-x - around) / zoom,
  y: (-y - around) / zoom,
  width: (width + 2 * around) / zoom,
  height: (height + 2 * around) / zoom,
});

/** Is something of a box in sight? */
export const isIn = (box: Box, sight: Box): boolean =>
  box.x < sight.x + sight.width &&
  sight.x < box.x + box.width &&
  box.y < sight.y + sight.height &&
  sight.y < box.y + box.height;
