import { lex } from "./lex.ts";
import { parsePipe } from "./parsePipe.ts";
import {
  type Complaint,
  expect,
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
import type { Control, Statement } from "./syntax.ts";
import type { Token } from "./token.ts";

export type Parsed = { readonly statements: readonly Statement[] } | Complaint;

/**
 * Reads a template as Go does, and complains in its words.
 *
 * https://github.com/golang/go/blob/go1.25.0/src/text/template/parse/parse.go
 *
 * @param functions names of the functions that may be called besides those of the language
 */
export function parse(text: string, functions: ReadonlySet<string>): Parsed {
  const parser: Parser = {
    text,
    functions,
    tokens: lex(text),
    at: 0,
    furthest: 0,
    variables: ["$"],
    ranges: 0,
    depth: 0,
    action: undefined,
    answer: undefined,
  };
  const statements = parseAll(parser);
  return parser.answer ?? { statements };
}

function parseAll(parser: Parser): readonly Statement[] {
  const statements: Statement[] = [];
  while (peek(parser).type !== "eof") {
    const statement = parseStatement(parser);
    if (isStop(statement)) {
      fail(parser, `unexpected {{${statement.type}}}`);
    } else statements.push(statement);
  }
  return statements;
}

/** Ends a list of statements. */
interface Stop {
  readonly type: "end" | "else";
}

const END: Stop = { type: "end" };

const isStop = (it: Statement | Stop): it is Stop => it.type === "end" || it.type === "else";

function parseStatement(parser: Parser): Statement | Stop {
  const token = nextNonSpace(parser);
  if (token.type === "text") return { type: "text", start: token.start, text: token.text };
  if (token.type !== "leftDelimiter") {
    unexpected(parser, token, "input");
    return END;
  }
  parser.action = token.start;
  const statement = parseAction(parser);
  parser.action = undefined;
  return statement;
}

function parseAction(parser: Parser): Statement | Stop {
  const token = nextNonSpace(parser);
  switch (token.type) {
    case "if":
    case "with":
    case "range":
      return parseControl(parser, token.type);
    case "break":
    case "continue":
      return parseJump(parser, token, token.type);
    case "else":
      return parseElse(parser);
    case "end":
      expect(parser, "rightDelimiter", "end");
      return END;
    case "block":
    case "template":
      unsupported(parser, `{{${token.type}}}`);
      return END;
    case "define":
      if (parser.depth === 0) unsupported(parser, "{{define}}");
  }
  parser.at--;
  return {
    type: "action",
    start: token.start,
    pipe: parsePipe(parser, "command", "rightDelimiter"),
  };
}

function parseJump(parser: Parser, { start }: Token, type: "break" | "continue"): Statement {
  expect(parser, "rightDelimiter", `{{${type}}}`);
  if (parser.ranges === 0) fail(parser, `{{${type}}} outside {{range}}`);
  return { type, start };
}

/** `else if` and `else with` leave their keyword for the statement that they belong to. */
function parseElse(parser: Parser): Stop {
  const { type } = peekNonSpace(parser);
  if (type !== "if" && type !== "with") expect(parser, "rightDelimiter", "else");
  return { type: "else" };
}

function parseControl(parser: Parser, type: Control["type"]): Control {
  const known = parser.variables.length;
  if (++parser.depth > MOST_DEPTH) unsupported(parser, "statements nested that deeply");
  const pipe = parsePipe(parser, type, "rightDelimiter");
  if (type === "range") parser.ranges++;
  const [then, stop] = parseList(parser);
  if (type === "range") parser.ranges--;
  const otherwise = stop.type === "else" ? parseOtherwise(parser, type) : [];
  parser.depth--;
  parser.variables.length = known;
  return { type, start: pipe.start, pipe, then, otherwise };
}

function parseOtherwise(parser: Parser, type: Control["type"]): readonly Statement[] {
  if (type !== "range" && peek(parser).type === type) {
    next(parser);
    return [parseControl(parser, type)];
  }
  const [statements, stop] = parseList(parser);
  if (stop.type !== "end") fail(parser, `expected end; found {{${stop.type}}}`);
  return statements;
}

function parseList(parser: Parser): readonly [statements: readonly Statement[], stop: Stop] {
  const statements: Statement[] = [];
  while (peekNonSpace(parser).type !== "eof") {
    const statement = parseStatement(parser);
    if (isStop(statement)) return [statements, statement];
    statements.push(statement);
  }
  fail(parser, "unexpected EOF");
  return [statements, END];
}
