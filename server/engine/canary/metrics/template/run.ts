import { evaluatePipe } from "./evaluate.ts";
import type { Complaint } from "./parser.ts";
import { keysOf, printed } from "./print.ts";
import { assign, fail, MOST_TEXT, type State } from "./state.ts";
import type { Control, Pipe, Statement } from "./syntax.ts";
import { isMap, isTrue, type Value } from "./value.ts";

export type Ran = { readonly text: string } | Complaint;

/**
 * Carries out a template as Go does without data, with missing keys as errors.
 *
 * https://github.com/golang/go/blob/go1.25.0/src/text/template/exec.go
 *
 * @param text the template itself, for the places in complaints
 * @param functions what may be called without arguments
 */
export function run(
  statements: readonly Statement[],
  text: string,
  functions: Readonly<Record<string, Value>>,
): Ran {
  const state: State = {
    text,
    functions,
    variables: [{ name: "$", value: null }],
    place: undefined,
    steps: 0,
    out: "",
    answer: undefined,
  };
  walk(state, statements, null);
  return state.answer ?? { text: state.out };
}

/** A loop can be told to run a billion times; here it gives up long before. */
const MOST_STEPS = 10_000;

type Jump = "break" | "continue" | undefined;

function walk(state: State, statements: readonly Statement[], dot: Value): Jump {
  for (const statement of statements) {
    const jump = step(state, statement, dot);
    if (state.out.length > MOST_TEXT) state.answer ??= { unsupported: "a text that long" };
    if (jump || state.answer) return jump;
  }
  return undefined;
}

function step(state: State, statement: Statement, dot: Value): Jump {
  switch (statement.type) {
    case "text":
      state.out += statement.text;
      return undefined;
    case "action": {
      const value = evaluatePipe(state, statement.pipe, dot);
      if (statement.pipe.variables.length > 0) return undefined;
      state.out += value === null ? "<no value>" : printed(value);
      return undefined;
    }
    case "if":
    case "with":
      return choose(state, statement, dot);
    case "range":
      return loop(state, statement, dot);
    case "break":
    case "continue":
      return statement.type;
  }
}

function choose(state: State, { type, pipe, then, otherwise }: Control, dot: Value): Jump {
  const known = state.variables.length;
  const value = evaluatePipe(state, pipe, dot);
  const jump = isTrue(value)
    ? walk(state, then, type === "with" ? value : dot)
    : walk(state, otherwise, dot);
  state.variables.length = known;
  return jump;
}

function loop(state: State, { pipe, then, otherwise }: Control, dot: Value): Jump {
  const known = state.variables.length;
  const over = evaluatePipe(state, pipe, dot);
  const rounds = roundsOf(state, pipe, over);
  const inside = state.variables.length;
  let isEmpty = true;
  for (const [key, value] of rounds) {
    isEmpty = false;
    if (++state.steps > MOST_STEPS) state.answer ??= { unsupported: "a loop that long" };
    if (state.answer) break;
    bind(state, pipe, key, value);
    const jump = walk(state, then, value);
    state.variables.length = inside;
    if (jump === "break") break;
  }
  const jump = isEmpty && !state.answer ? walk(state, otherwise, dot) : undefined;
  state.variables.length = known;
  return jump;
}

function* roundsOf(
  state: State,
  { variables }: Pipe,
  over: Value,
): Generator<readonly [key: Value, value: Value]> {
  if (over === null || state.answer) return;
  if (typeof over === "bigint") {
    if (variables.length > 1) {
      fail(state, `can't use ${over} to iterate over more than one variable`);
      return;
    }
    for (let round = 0n; round < over; round++) yield [null, round];
  } else if (isMap(over)) {
    for (const key of keysOf(over)) yield [key, over[key] ?? ""];
  } else fail(state, `range can't iterate over ${printed(over)}`);
}

/** With one variable it takes the value, with two the key comes first. */
function bind(state: State, { variables, isAssignment }: Pipe, key: Value, value: Value): void {
  const values = variables.length > 1 ? [key, value] : [value];
  for (const [index, name] of variables.entries()) {
    const it = values[index] ?? null;
    if (isAssignment) assign(state, name, it);
    else {
      const top = state.variables[state.variables.length - variables.length + index];
      if (top) top.value = it;
    }
  }
}
