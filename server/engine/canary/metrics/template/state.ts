import type { Complaint } from "./parser.ts";
import { type Command, type Operand, shown } from "./syntax.ts";
import { utf8Length } from "./utf8Length.ts";
import type { Value } from "./value.ts";

/** A short template can double its text a thousand times; here it gives up long before. */
export const MOST_TEXT = 100_000;

/** A template at work. */
export interface State {
  readonly text: string;
  readonly functions: Readonly<Record<string, Value>>;
  readonly variables: Variable[];
  /** What complaints are about. */
  place: Operand | Command | undefined;
  /** Rounds of loops so far. */
  steps: number;
  out: string;
  /** The first complaint; nothing counts after it. */
  answer: Complaint | undefined;
}

export interface Variable {
  readonly name: string;
  value: Value;
}

export function assign(state: State, name: string, value: Value): void {
  const variable = state.variables.findLast((it) => it.name === name);
  if (variable) variable.value = value;
  else fail(state, `undefined variable: ${name}`);
}

/** Complains about the place where the template is at work; the first complaint counts. */
export function fail(state: State, text: string): null {
  const { place } = state;
  const before = state.text.slice(0, place?.start ?? 0);
  const line = before.split("\n").length;
  const column = utf8Length(before.slice(before.lastIndexOf("\n") + 1));
  const context = place ? shown(place) : "";
  state.answer ??= {
    error: `template: tmpl:${line}:${column}: executing "tmpl" at <${context}>: ${text}`,
  };
  return null;
}
