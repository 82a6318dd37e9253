import { goQuote } from "../../../goQuote.ts";
import { BUILT_IN_FUNCTIONS } from "./functions.ts";
import { readNumber } from "./number.ts";
import {
  fail,
  MOST_DEPTH,
  next,
  nextNonSpace,
  type Parser,
  peek,
  peekNonSpace,
  unexpected,
  unsupported,
} from "./parser.ts";
import { type Command, type Operand, type Pipe, shown } from "./syntax.ts";
import type { Token, TokenType } from "./token.ts";
import { unquote } from "./unquote.ts";

/** Reads commands up to the end of an action or of parentheses. */
export function parsePipe(
  parser: Parser,
  context: string,
  end: "rightDelimiter" | "rightParenthesis",
): Pipe {
  const { start } = peekNonSpace(parser);
  const { variables, isAssignment } = parseDeclarations(parser, context);
  const commands: Command[] = [];
  for (;;) {
    const token = nextNonSpace(parser);
    if (token.type === end) break;
    if (!OPERAND_STARTS.has(token.type)) {
      unexpected(parser, token, context);
      break;
    }
    parser.at--;
    const command = parseCommand(parser);
    if (!command) break;
    commands.push(command);
  }
  checkPipe(parser, commands, context);
  return { type: "pipe", start, variables, isAssignment, commands };
}

const OPERAND_STARTS: ReadonlySet<TokenType> = new Set<TokenType>([
  "boolean",
  "character",
  "complex",
  "dot",
  "field",
  "identifier",
  "number",
  "nil",
  "rawString",
  "string",
  "variable",
  "leftParenthesis",
]);

/** `$x :=`, `$x =`, and in a loop `$key, $value :=`. */
function parseDeclarations(parser: Parser, context: string) {
  const variables: string[] = [];
  for (;;) {
    const token = peekNonSpace(parser);
    if (token.type !== "variable") return { variables, isAssignment: false };
    const before = parser.at;
    next(parser);
    const after = peekNonSpace(parser);
    const isComma = after.type === "other" && after.text === ",";
    if (after.type !== "assign" && after.type !== "declare" && !isComma) {
      parser.at = before;
      return { variables, isAssignment: false };
    }
    nextNonSpace(parser);
    variables.push(token.text);
    parser.variables.push(token.text);
    if (!isComma) return { variables, isAssignment: after.type === "assign" };
    if (context !== "range" || variables.length > 1) {
      fail(parser, `too many declarations in ${context}`);
    } else if (!RANGE_NEXT.has(peekNonSpace(parser).type)) {
      fail(parser, "range can only initialize variables");
    }
  }
}

const RANGE_NEXT: ReadonlySet<TokenType> = new Set<TokenType>([
  "variable",
  "rightDelimiter",
  "rightParenthesis",
]);

function checkPipe(parser: Parser, commands: readonly Command[], context: string): void {
  if (commands.length === 0) fail(parser, `missing value for ${context}`);
  const index = commands.findIndex((it, at) => at > 0 && LITERALS.has(it.operands[0].type));
  if (index > 0) fail(parser, `non executable command in pipeline stage ${index + 1}`);
}

const LITERALS: ReadonlySet<Operand["type"]> = new Set<Operand["type"]>([
  "boolean",
  "dot",
  "nil",
  "number",
  "string",
]);

function parseCommand(parser: Parser): Command | undefined {
  const { start } = peekNonSpace(parser);
  const operands: Operand[] = [];
  for (;;) {
    peekNonSpace(parser);
    const operand = parseOperand(parser);
    if (operand) operands.push(operand);
    const token = next(parser);
    if (token.type === "space") continue;
    if (token.type === "rightDelimiter" || token.type === "rightParenthesis") parser.at--;
    else if (token.type !== "pipe") unexpected(parser, token, "operand");
    break;
  }
  const [first, ...rest] = operands;
  if (first) return { type: "command", start, operands: [first, ...rest] };
  fail(parser, "empty command");
  return undefined;
}

function parseOperand(parser: Parser): Operand | undefined {
  const term = parseTerm(parser);
  if (!term) return undefined;
  const { type, start } = peek(parser);
  if (type !== "field") return term;
  const fields: string[] = [];
  while (peek(parser).type === "field") fields.push(next(parser).text.slice(1));
  if (term.type === "field") return { ...term, start, fields: [...term.fields, ...fields] };
  if (term.type === "variable") return { ...term, start, fields };
  if (LITERALS.has(term.type)) fail(parser, `unexpected . after term ${goQuote(shown(term))}`);
  return { type: "chain", start, of: term, fields };
}

function parseTerm(parser: Parser): Operand | undefined {
  const token = nextNonSpace(parser);
  const { start, text } = token;
  switch (token.type) {
    case "identifier":
      if (!parser.functions.has(text) && !BUILT_IN_FUNCTIONS.has(text)) {
        fail(parser, `function ${goQuote(text)} not defined`);
      }
      return { type: "function", start, name: text };
    case "dot":
    case "nil":
      return { type: token.type, start };
    case "variable":
      if (!parser.variables.includes(text)) fail(parser, `undefined variable ${goQuote(text)}`);
      return { type: "variable", start, name: text, fields: [] };
    case "field":
      return { type: "field", start, fields: [text.slice(1)] };
    case "boolean":
      return { type: "boolean", start, value: text === "true" };
    case "character":
    case "complex":
    case "number":
      return parseNumber(parser, token);
    case "leftParenthesis":
      return parseParentheses(parser);
    case "string":
    case "rawString":
      return parseString(parser, token);
  }
  parser.at--;
  return undefined;
}

function parseNumber(parser: Parser, { type, start, text }: Token): Operand {
  const read = readNumber(type, text);
  if ("error" in read) fail(parser, read.error);
  if ("unsupported" in read) unsupported(parser, read.unsupported);
  return { type: "number", start, text, value: "value" in read ? read.value : 0n };
}

function parseParentheses(parser: Parser): Operand {
  if (++parser.depth > MOST_DEPTH) unsupported(parser, "parentheses nested that deeply");
  const pipe = parsePipe(parser, "parenthesized pipeline", "rightParenthesis");
  parser.depth--;
  return pipe;
}

function parseString(parser: Parser, { start, text }: Token): Operand {
  const value = unquote(text);
  if (value === undefined) fail(parser, "invalid syntax");
  return { type: "string", start, text, value: value ?? "" };
}
