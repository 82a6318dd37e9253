import type { Connection } from "./connection.ts";
import type { Failure } from "./failure.ts";
import { linkedSignal } from "./linkedSignal.ts";
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
/** Once an answer was missing it is asked so often. */
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
  let asked = time.now();
  while (!connection.closed.aborted && (await pause(time, every, signal))) {
    // A machine that slept has dead lines, however well the server is.
    const slept = time.now() - asked > every + 3 * patience;
    asked = time.now();
    const failure = await connection.probe("/version", patience, signal);
    if (signal.aborted || connection.closed.aborted) return;
    if (failure) {
      tell({ kind: "lost", failure });
      if (!(await isBack(connection, time, tell, signal))) return;
    }
    if (failure || slept) {
      await connection.dropIdle();
      tell({ kind: "back" });
    }
    if (failure) asked = time.now();
  }
}

/** Asks again and again, without waiting for answers that may never come; `false`: it was ended before. */
async function isBack(
  connection: Connection,
  time: Time,
  tell: (beat: Beat) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const asking = linkedSignal(signal, connection.closed);
  let isThere = false;
  const ask = async () => {
    const failure = await connection.probe("/version", patience, asking.signal);
    if (asking.signal.aborted) return;
    if (failure) return tell({ kind: "lost", failure });
    isThere = true;
    asking.abort();
  };
  do void ask();
  while (await pause(time, again, asking.signal));
  asking.release();
  return isThere;
}
