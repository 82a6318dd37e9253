import { realTime, type Time } from "./api/time.ts";

/** Something that is done again and again, but not too often. */
export interface Paced {
  /** It has to be done: at once where nothing was done for a while, else when it is time again. */
  readonly ask: () => void;
  readonly isDue: () => boolean;
  /** Does not do what is due. */
  readonly cancel: () => void;
}

/** What comes together comes within so many milliseconds. */
const AT_ONCE = 10;

/**
 * Whoever waits for one thing sees it at once, and of a flock each state at most so often.
 *
 * @param pace milliseconds between two times
 */
export function paced(
  run: () => void,
  pace: number,
  time: Pick<Time, "now" | "after"> = realTime,
): Paced {
  let callOff: (() => void) | undefined;
  let last = Number.NEGATIVE_INFINITY;
  return {
    ask() {
      callOff ??= time.after(Math.max(AT_ONCE, last + pace - time.now()), () => {
        callOff = undefined;
        last = time.now();
        run();
      });
    },
    isDue: () => callOff !== undefined,
    cancel() {
      callOff?.();
      callOff = undefined;
    },
  };
}
