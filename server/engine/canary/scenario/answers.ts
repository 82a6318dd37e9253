import type { Answers } from "./scenario.ts";

/** The answer to the nth question (from 0), asked in a tick; `undefined` before the first that was said. */
export function answerAt<T>(answers: Answers<T>, tick: number, nth: number): T | undefined {
  if (answers.by === "call") return answers.answers[Math.min(nth, answers.answers.length - 1)];
  let found: T | undefined;
  for (const it of answers.from) {
    if (it.tick <= tick) found = it.answer;
  }
  return found;
}
