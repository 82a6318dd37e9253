import type { Connection } from "./connection.ts";
import type { Failure } from "./failure.ts";
import { pause, type Time } from "./time.ts";

/** Feels whether the server still answers, because a watch over a dead line says nothing. */
export interface Pulse {
  /** @returns stops telling; with the last listener the asking stops, too */
  listen(listener: (beat: Beat) => void): () => void;
}

export type Beat =
  | { readonly kind: "lost"; readonly failure: Failure }
  /** It answers again: every watch that began before is to be begun anew. */
  | { readonly kind: "back" };

/** A server that does not tell its version within this time does not answer. */
const patience = 4000;
/** How long after a missing answer it is asked again. */
const again = 1000;

/**
 * Asks for the server's version, which costs next to nothing and needs no right.
 *
 * @param every milliseconds between two questions
 */
export function feelPulse(connection: Connection, time: Time, every = 4000): Pulse {
  const listeners = new Set<(beat: Beat) => void>();
  let life: AbortController | undefined;
  const tell = (beat: Beat) => {
    for (const listener of [...listeners]) listener(beat);
  };
  return {
    listen(listener) {
      const own = (beat: Beat) => listener(beat);
      listeners.add(own);
      if (!life) {
        life = new AbortController();
        void beats(connection, time, every, tell, life.signal);
      }
      return () => {
        listeners.delete(own);
        if (listeners.size > 0) return;
        life?.abort();
        life = undefined;
      };
    },
  };
}

async function beats(
  connection: Connection,
  time: Time,
  every: number,
  tell: (beat: Beat) => void,
  signal: AbortSignal,
): Promise<void> {
  let isLost = false;
  let asked = time.now();
  while (!connection.closed.aborted && (await pause(time, isLost ? again : every, signal))) {
    // A machine that slept has dead lines, however well the server is.
    const slept = time.now() - asked > every + 3 * patience;
    asked = time.now();
    const failure = await connection.probe("/version", patience, signal);
    if (signal.aborted || connection.closed.aborted) return;
    if (failure) tell({ kind: "lost", failure });
    else if (isLost || slept) tell({ kind: "back" });
    isLost = failure !== undefined;
  }
}
