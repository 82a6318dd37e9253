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
  /** It answers over another line than before: every watch that began before is to be begun anew. */
  | { readonly kind: "back" };

/** A server that does not tell its version within this time is said to be lost. */
const patience = 4000;
/** A line that does not answer within this time is doubted: a new one is asked beside it. */
const doubt = 1500;
/** As long as no answer comes, one more new line is asked so often. */
const again = 1000;

/**
 * Asks for the server's version, which costs next to nothing and needs no right, at once and then over
 * the same line for as long as it lasts: lines that are younger than it die with it or not at all.
 *
 * @param every milliseconds between an answer and the next question
 */
export function feelPulse(connection: Connection, time: Time, every = 2000): Pulse {
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
  const life = linkedSignal(signal, connection.closed);
  // No line is kept yet; nor is one by servers that end each of them after an answer.
  let isKept = false;
  let answered = time.now();
  do {
    // A machine that slept has dead lines, however well the server is.
    const slept = time.now() - answered > every + 3 * patience;
    const answer = await answerOf(connection, time, tell, life.signal);
    if (!answer) break;
    if (slept || answer.isDoubted || (isKept && answer.isNewLine)) {
      await connection.dropIdle();
      tell({ kind: "back" });
    }
    isKept = !answer.isNewLine;
    answered = time.now();
  } while (await pause(time, every, life.signal));
  life.release();
}

interface Answer {
  readonly isNewLine: boolean;
  /** It came over another line than the one that was asked first, or late. */
  readonly isDoubted: boolean;
}

/** Asks the line that is kept, then new ones, until one of them answers; `undefined`: it was ended before. */
async function answerOf(
  connection: Connection,
  time: Time,
  tell: (beat: Beat) => void,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const asking = linkedSignal(signal);
  let answer: Answer | undefined;
  let questions = 0;
  let isLost = false;
  const ask = async (): Promise<void> => {
    questions += 1;
    const { failure, isNewLine } = await connection.probe("/version", patience, asking.signal);
    if (asking.signal.aborted) return;
    // A line that broke says nothing of the server: before anything is said of it, a new line is asked.
    if (failure?.kind === "unreachable" && questions === 1) return ask();
    if (failure) {
      isLost = true;
      return tell({ kind: "lost", failure });
    }
    answer = { isNewLine, isDoubted: isLost || (isNewLine && questions > 1) };
    asking.abort();
  };
  void ask();
  for (let wait = doubt; await pause(time, wait, asking.signal); wait = again) void ask();
  asking.release();
  return answer;
}
