/** A corner or edge of a box, in pixels from the top left of the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A curve that leaves and arrives level. */
export function linkPath(from: Point, to: Point): string {
  const bend = Math.max(12, (to.x - from.x) / 2);
  return `M${round(from.x)} ${round(from.y)}C${round(from.x + bend)} ${round(from.y)} ${round(to.x - bend)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
}

/** Half way along such a curve. */
export const middleOf = (from: Point, to: Point): Point => ({
  x: (from.x + to.x) / 2,
  y: (from.y + to.y) / 2,
});

/**
 * Where several links leave one side of a box: next to one another around its middle, so that they can be told apart.
 *
 * @param height of the box
 */
export function spreadOver(count: number, height: number): readonly number[] {
  const room = Math.min(12, (height - 12) / Math.max(1, count));
  return Array.from({ length: count }, (_, at) => height / 2 + (at - (count - 1) / 2) * room);
}

/** Thicker where more of the traffic goes. */
export function widthOf(share: string | undefined): number {
  const percent = /^(\d+) %$/.exec(share ?? "")?.[1];
  return percent === undefined ? 1.5 : 1.5 + Number(percent) / 20;
}

const round = (pixels: number): number => Math.round(pixels * 10) / 10;
