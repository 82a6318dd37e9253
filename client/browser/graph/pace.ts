/** Milliseconds after which what has moved stands still. */
const STILL = 160;

/** So far painted layers are stretched before they are painted again. */
const STRETCH = 1.5;

/**
 * Keeps what the browser has painted while layers move, and has it painted sharply afterwards; and in between, where they
 * are zoomed so far that the old paint will not do.
 *
 * @param settled they stand still
 * @returns to be told the zoom of each movement
 */
export function pace(layers: readonly HTMLElement[], settled: () => void): (zoom: number) => void {
  let painted = 0;
  let due: ReturnType<typeof setTimeout> | undefined;
  const keep = (isKept: boolean): void => {
    for (const it of layers) it.classList.toggle("moving", isKept);
  };
  return (zoom) => {
    clearTimeout(due);
    due = setTimeout(() => {
      painted = 0;
      keep(false);
      settled();
    }, STILL);
    const isStale = zoom > painted * STRETCH || zoom * STRETCH < painted;
    keep(!isStale);
    if (isStale) painted = zoom;
  };
}
