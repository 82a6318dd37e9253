import type { Mark } from "./fault.ts";
import { markOf, queue, type Scanner, type SimpleKey, type TokenKind, wrong } from "./scanner.ts";

const NO_COLON = "could not find expected ':'";
/** Characters from the start of a key to its colon. */
const KEY_LENGTH = 1024;
/** How deep collections may stand in each other. */
const DEPTH = 10_000;

/** A key is over at the end of its line; where one had to be, that is a fault. */
export function isStillPossible(scanner: Scanner, key: SimpleKey): boolean {
  if (!key.possible) return false;
  if (key.mark.line >= scanner.line && key.mark.at + KEY_LENGTH >= scanner.at) return true;
  if (key.required) wrong(scanner, NO_COLON, key.mark);
  key.possible = false;
  return false;
}

/** Notes that a key may begin here. */
export function saveSimpleKey(scanner: Scanner): void {
  if (!scanner.simpleKeyAllowed) return;
  removeSimpleKey(scanner);
  const { simpleKeys, keyLevels, flow, indent, column } = scanner;
  const number = nextNumber(scanner);
  const required = flow === 0 && indent === column;
  simpleKeys[flow] = { possible: true, required, number, mark: markOf(scanner), column };
  keyLevels.set(number, flow);
}

const nextNumber = ({ tokens, head, taken }: Scanner): number => taken + tokens.length - head;

export function removeSimpleKey(scanner: Scanner): void {
  const key = lastKey(scanner);
  if (!key.possible) return;
  if (key.required) wrong(scanner, NO_COLON, key.mark);
  forgetKey(scanner, key);
}

export function forgetKey({ keyLevels }: Scanner, key: SimpleKey): void {
  key.possible = false;
  keyLevels.delete(key.number);
}

export const lastKey = ({ simpleKeys }: Scanner): SimpleKey =>
  simpleKeys[simpleKeys.length - 1] as SimpleKey;

export function enterFlow(scanner: Scanner): void {
  const mark = markOf(scanner);
  const { column } = scanner;
  const number = nextNumber(scanner);
  scanner.simpleKeys.push({ possible: false, required: false, number, mark, column });
  scanner.flow++;
  if (scanner.flow > DEPTH) wrong(scanner, `exceeded max depth of ${DEPTH}`, mark);
}

export function leaveFlow(scanner: Scanner): void {
  if (scanner.flow === 0) return;
  scanner.flow--;
  // Brackets with nothing in them are so forgotten, too, though they may be a key.
  scanner.keyLevels.delete(scanner.simpleKeys.pop()?.number ?? 0);
}

/** A collection begins where the column is deeper than what is open. */
export function rollIndent(
  scanner: Scanner,
  kind: TokenKind,
  { column, mark, number }: { column: number; mark: Mark; number?: number },
): void {
  if (scanner.flow > 0 || scanner.indent >= column) return;
  scanner.indents.push(scanner.indent);
  scanner.indent = column;
  if (scanner.indents.length > DEPTH) {
    wrong(scanner, `exceeded max depth of ${DEPTH}`, lastKey(scanner).mark);
  }
  queue(scanner, { kind, start: mark }, number);
}

/** Collections that are deeper than the column end. `start` is where the blanks before it began. */
export function unrollIndent(scanner: Scanner, column: number, start: Mark): void {
  if (scanner.flow > 0) return;
  while (scanner.indent > column) {
    queue(scanner, { kind: "blockEnd", start });
    scanner.indent = scanner.indents.pop() ?? -1;
  }
}
