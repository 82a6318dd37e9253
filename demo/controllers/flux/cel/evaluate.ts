import { isObject, type Json, type JsonObject } from "../../../../server/engine/canary/json.ts";
import { regularExpression } from "../../../../server/engine/kustomize/regularExpression.ts";
import { attempt } from "../../../../server/engine/kustomize/stop.ts";
import { same } from "../../../apiserver/objects/same.ts";
import type { Expression } from "./parse.ts";

export type Evaluated = { readonly value: Json } | { readonly problem: string };

/**
 * The value of an expression over some variables. The part of the language that people use in health checks: fields,
 * indexes, comparisons, arithmetic, `has`, `size`, `in`, the texts' functions and the macros over lists. All else is told.
 */
export function evaluate(expression: Expression, variables: JsonObject): Evaluated {
  try {
    return { value: valueIn(expression, variables) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { problem: error.message };
  }
}

/** Ends the evaluation at once, however deep; `evaluate` catches it. */
class Fault extends Error {}

const fault = (message: string): never => {
  throw new Fault(message);
};

function valueIn(it: Expression, variables: JsonObject): Json {
  switch (it.kind) {
    case "value":
      return it.value;
    case "name":
      return variables[it.name] ?? fault(`no such attribute(s): ${it.name}`);
    case "member":
      return member(valueIn(it.of, variables), it.name);
    case "index":
      return indexed(valueIn(it.of, variables), valueIn(it.at, variables));
    case "list":
      return it.items.map((item) => valueIn(item, variables));
    case "map":
      return Object.fromEntries(
        it.entries.map(([key, item]) => [
          String(valueIn(key, variables)),
          valueIn(item, variables),
        ]),
      );
    case "call":
      return called(it, variables);
    case "sign":
      return joined(it.sign, it.args, variables);
  }
}

function member(of: Json, name: string): Json {
  if (!isObject(of)) return fault(`no such overload`);
  return of[name] ?? fault(`no such key: ${name}`);
}

function indexed(of: Json, at: Json): Json {
  if (Array.isArray(of)) {
    const found = typeof at === "number" ? of[at] : undefined;
    return found === undefined ? fault(`index out of bounds: ${String(at)}`) : found;
  }
  return member(of, String(at));
}

type Call = Extract<Expression, { kind: "call" }>;

function called(call: Call, variables: JsonObject): Json {
  const { name, of, args } = call;
  const [first, second] = args;
  if (!of && name === "has" && first?.kind === "member") {
    const holder = valueIn(first.of, variables);
    return isObject(holder) && holder[first.name] !== undefined;
  }
  if (of && first?.kind === "name" && second && MACROS[name]) {
    return MACROS[name](items(valueIn(of, variables)), (item) =>
      valueIn(second, { ...variables, [first.name]: item }),
    );
  }
  const values = [...(of ? [of] : []), ...args].map((it) => valueIn(it, variables));
  return (FUNCTIONS[name] ?? unknownFunction(name))(values);
}

const unknownFunction = (name: string) => (): Json =>
  fault(`the demo cluster does not know the function ${name}`);

/** Maps are gone through by their keys. */
const items = (of: Json): readonly Json[] =>
  Array.isArray(of) ? of : isObject(of) ? Object.keys(of) : fault("no such overload");

type Macro = (items: readonly Json[], body: (item: Json) => Json) => Json;

const MACROS: Readonly<Record<string, Macro>> = {
  all: (list, body) => list.every((it) => body(it) === true),
  exists: (list, body) => list.some((it) => body(it) === true),
  exists_one: (list, body) => list.filter((it) => body(it) === true).length === 1,
  filter: (list, body) => list.filter((it) => body(it) === true),
  map: (list, body) => list.map(body),
};

const text = (it: Json | undefined): string =>
  typeof it === "string" ? it : fault("no such overload");

const FUNCTIONS: Readonly<Record<string, (values: readonly Json[]) => Json>> = {
  size([it = null]) {
    if (typeof it === "string" || Array.isArray(it)) return it.length;
    return isObject(it) ? Object.keys(it).length : fault("no such overload");
  },
  startsWith: ([it, part]) => text(it).startsWith(text(part)),
  endsWith: ([it, part]) => text(it).endsWith(text(part)),
  contains: ([it, part]) => text(it).includes(text(part)),
  matches: ([it, pattern]) => matches(text(it), text(pattern)),
  lowerAscii: ([it]) => text(it).toLowerCase(),
  upperAscii: ([it]) => text(it).toUpperCase(),
  trim: ([it]) => text(it).trim(),
  split: ([it, by]) => text(it).split(text(by)),
  replace: ([it, old, now]) => text(it).replaceAll(text(old), text(now)),
  int: ([it = null]) => Math.trunc(Number(it)),
  double: ([it = null]) => Number(it),
  string: ([it = null]) => String(it),
  bool: ([it]) => it === true || it === "true",
};

function matches(it: string, pattern: string): boolean {
  const made = attempt(() => regularExpression(pattern));
  return "value" in made ? made.value(it) : (fault(`error parsing regexp: ${pattern}`) as never);
}

function joined(sign: string, args: readonly Expression[], variables: JsonObject): Json {
  const [first, second, third] = args;
  if (!first) return fault("no such overload");
  if (sign === "&&" || sign === "||") return either(sign, args, variables);
  const left = valueIn(first, variables);
  if (sign === "!") return typeof left === "boolean" ? !left : fault("no such overload");
  if (sign === "negative") return typeof left === "number" ? -left : fault("no such overload");
  if (!second) return fault("no such overload");
  if (sign === "?" && third) return valueIn(left === true ? second : third, variables);
  return compared(sign, left, valueIn(second, variables));
}

/** One side that decides is enough, even where the other one has no value. */
function either(sign: "&&" | "||", args: readonly Expression[], variables: JsonObject): Json {
  const decides = sign === "||";
  const sides = args.map((it) => evaluate(it, variables));
  if (sides.some((it) => "value" in it && it.value === decides)) return decides;
  for (const it of sides) if ("problem" in it) return fault(it.problem);
  return sides.every((it) => "value" in it && it.value === !decides)
    ? !decides
    : fault("no such overload");
}

function compared(sign: string, left: Json, right: Json): Json {
  if (sign === "==") return same(left, right);
  if (sign === "!=") return !same(left, right);
  if (sign === "in") {
    return Array.isArray(right)
      ? right.some((it) => same(left, it))
      : isObject(right) && right[String(left)] !== undefined;
  }
  if (sign === "+" && typeof left === "string" && typeof right === "string") return left + right;
  if (sign === "+" && Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  const areTexts = typeof left === "string" && typeof right === "string";
  const areNumbers = typeof left === "number" && typeof right === "number";
  if (areTexts || areNumbers) {
    if (sign === "<") return left < right;
    if (sign === "<=") return left <= right;
    if (sign === ">") return left > right;
    if (sign === ">=") return left >= right;
  }
  return areNumbers ? counted(sign, left, right) : fault("no such overload");
}

function counted(sign: string, left: number, right: number): number {
  const areWhole = Number.isInteger(left) && Number.isInteger(right);
  if ((sign === "/" || sign === "%") && right === 0 && areWhole) return fault("division by zero");
  if (sign === "+") return left + right;
  if (sign === "-") return left - right;
  if (sign === "*") return left * right;
  if (sign === "%") return left % right;
  return areWhole ? Math.trunc(left / right) : left / right;
}
