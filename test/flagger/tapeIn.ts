import type { Tape } from "./tape.ts";

/** The scenario that a text speaks of: the first whose names occur in it. */
export function tapeIn(tapes: ReadonlyMap<string, Tape>, text: string): Tape | undefined {
  for (const [, id = ""] of text.matchAll(/(?<![a-z0-9])([a-z]{2}\d\d)[-_]/g)) {
    const tape = tapes.get(id);
    if (tape) return tape.isFinished ? undefined : tape;
  }
  return undefined;
}
