import { goQuote } from "../../../goQuote.ts";
import { BUILT_IN_FUNCTIONS, type BuiltInFunction } from "./functions.ts";
import { printed } from "./print.ts";
import { assign, fail, MOST_TEXT, type State } from "./state.ts";
import { type Command, type Operand, type Pipe, shown } from "./syntax.ts";
import { isMap, isTrue, typeName, type Value } from "./value.ts";

/** The value of a pipe; its variables are set. */
export function evaluatePipe(state: State, pipe: Pipe, dot: Value): Value {
  state.place = pipe;
  let value: Value | undefined;
  for (const command of pipe.commands) {
    value = evaluateCommand(state, command, dot, value);
    if (state.answer) return null;
  }
  for (const name of pipe.variables) {
    if (pipe.isAssignment) assign(state, name, value ?? null);
    else state.variables.push({ name, value: value ?? null });
  }
  return value ?? null;
}

/** @param last what the command before gives; `undefined` for the first */
function evaluateCommand(
  state: State,
  command: Command,
  dot: Value,
  last: Value | undefined,
): Value {
  const [first, ...others] = command.operands;
  const call: Call = { place: command, others, last, dot };
  switch (first.type) {
    case "function":
      return evaluateFunction(state, first, call);
    case "field":
    case "chain":
    case "variable":
      return evaluateFields(state, first, call);
    case "pipe":
      return onlyAlone(state, first, call) ? evaluatePipe(state, first, dot) : null;
  }
  state.place = first;
  if (!onlyAlone(state, first, call)) return null;
  if (first.type === "dot") return dot;
  if (first.type !== "nil") return first.value;
  return fail(state, "nil is not a command");
}

/** How something is called: by its place, with operands after it, a value before it and a dot around it. */
interface Call {
  readonly place: Operand | Command;
  readonly others: readonly Operand[];
  readonly last: Value | undefined;
  readonly dot: Value;
}

const isAlone = ({ others, last }: Call): boolean => others.length === 0 && last === undefined;

function onlyAlone(state: State, operand: Operand, call: Call): boolean {
  if (isAlone(call)) return true;
  fail(state, `can't give argument to non-function ${shown(operand)}`);
  return false;
}

type Fielded = Extract<Operand, { readonly type: "field" | "chain" | "variable" }>;

function evaluateFields(state: State, operand: Fielded, call: Call): Value {
  state.place = operand;
  let value: Value;
  if (operand.type === "field") value = call.dot;
  else if (operand.type === "variable") {
    const variable = state.variables.findLast((it) => it.name === operand.name);
    if (!variable) return fail(state, `undefined variable: ${operand.name}`);
    value = variable.value;
    if (operand.fields.length === 0) return onlyAlone(state, operand, call) ? value : null;
  } else {
    if (operand.of.type === "nil") {
      return fail(state, `indirection through explicit nil in ${shown(operand)}`);
    }
    value = evaluateOperand(state, operand.of, call.dot);
  }
  for (const [index, name] of operand.fields.entries()) {
    if (state.answer) return null;
    const isLast = index === operand.fields.length - 1;
    value = fieldOf(state, value, name, isLast && !isAlone(call));
  }
  return value;
}

function fieldOf(state: State, of: Value, name: string, hasArguments: boolean): Value {
  if (of === null) return fail(state, `nil data; no entry for key ${goQuote(name)}`);
  if (!isMap(of)) return fail(state, `can't evaluate field ${name} in type ${typeName(of)}`);
  if (hasArguments) return fail(state, `${name} is not a method but has arguments`);
  return Object.hasOwn(of, name)
    ? (of[name] ?? "")
    : fail(state, `map has no entry for key ${goQuote(name)}`);
}

function evaluateFunction(
  state: State,
  operand: Operand & { readonly type: "function" },
  call: Call,
): Value {
  state.place = operand;
  const { name } = operand;
  if (Object.hasOwn(state.functions, name)) {
    const count = call.others.length + (call.last === undefined ? 0 : 1);
    return count === 0
      ? (state.functions[name] ?? null)
      : fail(state, `wrong number of args for ${name}: want 0 got ${count}`);
  }
  const builtIn = BUILT_IN_FUNCTIONS.get(name);
  if (!builtIn) return fail(state, `${goQuote(name)} is not a defined function`);
  return callBuiltIn(state, name, builtIn, call);
}

function callBuiltIn(state: State, name: string, builtIn: BuiltInFunction, call: Call): Value {
  const { fixed, isOpen, wantsText } = builtIn;
  const { others, last } = call;
  const count = others.length + (last === undefined ? 0 : 1);
  if (isOpen && count < fixed) {
    const want = `want at least ${fixed} got ${others.length}`;
    return fail(state, `wrong number of args for ${name}: ${want}`);
  }
  if (!isOpen && count !== fixed) {
    return fail(state, `wrong number of args for ${name}: want ${fixed} got ${count}`);
  }
  const values: Value[] = [];
  for (const [index, operand] of others.entries()) {
    const isText = wantsText && index === 0;
    const value = isText
      ? textOperand(state, operand, call.dot)
      : evaluateOperand(state, operand, call.dot);
    if (state.answer) return null;
    // These two stop at the first that decides.
    if ((name === "and" || name === "or") && isTrue(value) === (name === "or")) return value;
    values.push(value);
  }
  if (last !== undefined) {
    values.push(wantsText && others.length === 0 ? asText(state, last) : last);
    if (state.answer) return null;
  }
  if (sizeOf(values) > MOST_TEXT) {
    state.answer ??= { unsupported: "a text that long" };
    return null;
  }
  const called = builtIn.call(values);
  if ("value" in called) return called.value;
  if ("unsupported" in called) {
    state.answer ??= called;
    return null;
  }
  state.place = call.place;
  return fail(state, `error calling ${name}: ${called.error}`);
}

const sizeOf = (values: readonly Value[]): number =>
  values.reduce((sum: number, it) => sum + 1 + (isMap(it) ? printed(it) : String(it)).length, 0);

function evaluateOperand(state: State, operand: Operand, dot: Value): Value {
  state.place = operand;
  const call: Call = { place: operand, others: [], last: undefined, dot };
  switch (operand.type) {
    case "dot":
      return dot;
    case "nil":
      return null;
    case "boolean":
    case "number":
    case "string":
      return operand.value;
    case "pipe":
      return evaluatePipe(state, operand, dot);
    case "function":
      return evaluateFunction(state, operand, call);
    default:
      return evaluateFields(state, operand, call);
  }
}

/** An operand where Go wants text and nothing else. */
function textOperand(state: State, operand: Operand, dot: Value): Value {
  state.place = operand;
  if (operand.type === "nil") return fail(state, "cannot assign nil to string");
  if (operand.type === "number" || operand.type === "boolean") {
    return fail(state, `expected string; found ${shown(operand)}`);
  }
  const value = evaluateOperand(state, operand, dot);
  return state.answer ? null : asText(state, value);
}

function asText(state: State, value: Value): Value {
  if (typeof value === "string") return value;
  return fail(
    state,
    value === null
      ? "invalid value; expected string"
      : `wrong type for value; expected string; got ${typeName(value)}`,
  );
}
