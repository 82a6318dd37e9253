/** The clock and the dice: given, so that tests turn them. */
export interface Time {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs something after so many milliseconds; the answer calls it off. */
  after(milliseconds: number, run: () => void): () => void;
  /** From 0 up to, not including, 1. */
  random(): number;
}

export const realTime: Time = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** Waits; answers whether the time passed (`false`: it was cancelled before). */
export function pause(time: Time, milliseconds: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const stop = () => {
      callOff();
      resolve(false);
    };
    const callOff = time.after(milliseconds, () => {
      signal.removeEventListener("abort", stop);
      resolve(true);
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** Waits for a signal, however long. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
