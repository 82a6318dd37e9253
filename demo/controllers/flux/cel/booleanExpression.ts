import type { JsonObject } from "../../../../server/engine/canary/json.ts";
import { evaluate } from "./evaluate.ts";
import { type Expression, parse } from "./parse.ts";

/** An expression that is to say yes or no. */
export interface BooleanExpression {
  readonly text: string;
  readonly root: Expression;
}

export type Compiled = { readonly value: BooleanExpression } | { readonly problem: string };

export function compiled(text: string): Compiled {
  const parsed = parse(text);
  return "value" in parsed
    ? { value: { text, root: parsed.value } }
    : { problem: `failed to parse the CEL expression '${text}': ${parsed.problem}` };
}

/** What it says of some variables; the problem is worded as Flux words it. */
export function truth(
  { text, root }: BooleanExpression,
  variables: JsonObject,
): { readonly value: boolean } | { readonly problem: string } {
  const result = evaluate(root, variables);
  if ("problem" in result) {
    return { problem: `failed to evaluate the CEL expression '${text}': ${result.problem}` };
  }
  return typeof result.value === "boolean"
    ? { value: result.value }
    : { problem: `failed to evaluate CEL expression as boolean: '${text}'` };
}
