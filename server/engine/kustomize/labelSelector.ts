import type { DocumentPlace } from "../origin.ts";
import { checkLabelKey, checkLabelValue } from "./labelRules.ts";
import { type Token, tokensOf } from "./labelTokens.ts";
import { attempt, stop, within } from "./stop.ts";

/** Does an object with these labels match? */
export type LabelSelector = (labels: ReadonlyMap<string, string>) => boolean;

/**
 * A selector as `kubectl -l` takes it: `a=b, c in (d,e), !f`. Stops at its place with the texts of
 * k8s.io/apimachinery/pkg/labels. An empty one matches everything.
 */
export function labelSelector(text: string, place?: DocumentPlace | undefined): LabelSelector {
  const known = remembered.get(text);
  if (known) return known;
  const parsed = attempt(() => new Map([[text, requirements(reader(text))]]).get(text) ?? []);
  if ("error" in parsed) return stop(parsed.error.message, place);
  const all = parsed.value;
  const made: LabelSelector = (labels) => all.every((it) => holds(it, labels));
  if (remembered.size > 500) remembered.clear();
  remembered.set(text, made);
  return made;
}

const remembered = new Map<string, LabelSelector>();

interface Requirement {
  readonly key: string;
  readonly operator: "in" | "notin" | "exists" | "!" | ">" | "<";
  readonly values: readonly string[];
}

function holds(
  { key, operator, values }: Requirement,
  labels: ReadonlyMap<string, string>,
): boolean {
  const value = labels.get(key);
  switch (operator) {
    case "in":
      return value !== undefined && values.includes(value);
    case "notin":
      return value === undefined || !values.includes(value);
    case "exists":
      return value !== undefined;
    case "!":
      return value === undefined;
    default:
      return compares(operator, integer(value), integer(values[0]));
  }
}

function compares(operator: ">" | "<", a: bigint | undefined, b: bigint | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return operator === ">" ? a > b : a < b;
}

function integer(text: string | undefined): bigint | undefined {
  if (text === undefined || !/^[-+]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace("+", ""));
  return -(2n ** 63n) <= value && value < 2n ** 63n ? value : undefined;
}

interface Reader {
  /** The next token; `in` and `notin` are words wherever no operator may stand. */
  readonly look: (operators?: boolean) => Token;
  readonly take: (operators?: boolean) => Token;
}

function reader(text: string): Reader {
  const tokens = tokensOf(text);
  let next = 0;
  const look = (operators = false): Token => {
    const token = tokens[next] ?? END;
    const isWord = !operators && (token.kind === "in" || token.kind === "notin");
    return isWord ? { ...token, kind: "word" } : token;
  };
  const take = (operators = false): Token => {
    const token = look(operators);
    next++;
    return token;
  };
  return { look, take };
}

const END: Token = { kind: "end", text: "" };

function requirements(read: Reader): readonly Requirement[] {
  const found: Requirement[] = [];
  while (true) {
    const { kind, text } = read.look();
    if (kind === "end") return found;
    if (kind !== "word" && kind !== "!") {
      return stop(`found '${text}', expected: !, identifier, or 'end of string'`);
    }
    found.push(within("unable to parse requirement: ", () => requirement(read)));
    const separator = read.take();
    if (separator.kind === "end") return found;
    if (separator.kind !== ",") {
      return stop(`found '${separator.text}', expected: ',' or 'end of string'`);
    }
    const next = read.look();
    if (next.kind !== "word" && next.kind !== "!") {
      return stop(`found '${next.text}', expected: identifier after ','`);
    }
  }
}

function requirement(read: Reader): Requirement {
  const first = read.take();
  const isAbsence = first.kind === "!";
  const { kind, text: key } = isAbsence ? read.take() : first;
  if (kind !== "word") return stop(`found '${key}', expected: identifier`);
  checkLabelKey(key);
  const next = read.look().kind;
  if (isAbsence) return { key, operator: "!", values: [] };
  if (next === "end" || next === ",") return { key, operator: "exists", values: [] };
  const { operator, values } = restriction(read);
  if ((operator === ">" || operator === "<") && integer(values[0]) === undefined) {
    return stop("for 'Gt', 'Lt' operators, the value must be an integer");
  }
  for (const it of values) checkLabelValue(key, it);
  return { key, operator, values };
}

function restriction(read: Reader): Pick<Requirement, "operator" | "values"> {
  const { kind, text } = read.take(true);
  switch (kind) {
    case "in":
    case "notin":
      return { operator: kind, values: listOfValues(read).toSorted() };
    case "=":
    case "==":
      return { operator: "in", values: exactValue(read) };
    case "!=":
      return { operator: "notin", values: exactValue(read) };
    case ">":
    case "<":
      return { operator: kind, values: exactValue(read) };
    default:
      return stop(`found '${text}', expected: '=', '!=', '==', 'in', notin'`);
  }
}

function exactValue(read: Reader): readonly string[] {
  const next = read.look().kind;
  if (next === "end" || next === ",") return [""];
  const { kind, text } = read.take();
  return kind === "word" ? [text] : stop(`found '${text}', expected: identifier`);
}

function listOfValues(read: Reader): readonly string[] {
  const open = read.take();
  if (open.kind !== "(") return stop(`found '${open.text}' expected: '('`);
  const first = read.look();
  if (first.kind === ")") {
    read.take();
    return [""];
  }
  if (first.kind !== "word" && first.kind !== ",") {
    return stop(`found '${first.text}', expected: ',', ')' or identifier`);
  }
  const values = words(read);
  if (read.take().kind !== ")") return stop(`found '${first.text}', expected: ')'`);
  return values;
}

function words(read: Reader): readonly string[] {
  const found = new Set<string>();
  while (true) {
    const { kind, text } = read.take();
    const next = read.look();
    if (kind === "word") {
      found.add(text);
      if (next.kind === ")") return [...found];
      if (next.kind !== ",") return stop(`found '${next.text}', expected: ',' or ')'`);
    } else if (kind === ",") {
      if (found.size === 0 || next.kind === ")" || next.kind === ",") found.add("");
      if (next.kind === ")") return [...found];
      if (next.kind === ",") read.take();
    } else {
      return stop(`found '${text}', expected: ',', or identifier`);
    }
  }
}
