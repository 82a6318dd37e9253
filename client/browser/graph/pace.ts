/** Milliseconds after which what has moved stands still. */
const STILL = 160;

/** So far a painted picture is stretched before it is painted again. */
const STRETCH = 1.5;

/**
 * Keeps what the browser has painted while a picture moves, and has it painted sharply afterwards; and in between, where
 * it is zoomed so far that the old paint will not do.
 *
 * @returns to be told the zoom of each movement
 */
export function pace(world: HTMLElement): (zoom: number) => void {
  let painted = 0;
  let due: ReturnType<typeof setTimeout> | undefined;
  return (zoom) => {
    clearTimeout(due);
    due = setTimeout(() => {
      painted = 0;
      world.classList.remove("moving");
    }, STILL);
    const isStale = zoom > painted * STRETCH || zoom * STRETCH < painted;
    world.classList.toggle("moving", !isStale);
    if (isStale) painted = zoom;
  };
}
