import { isObject, type Json, listOf } from "./json.ts";

/** What the schema of HTTPRoutes says against single fields. `isBlocking`: its rules are then not looked at. */
export function invalidFields(spec: Json | undefined): {
  readonly mistakes: readonly string[];
  readonly isBlocking: boolean;
} {
  const found = ROWS.flatMap((row) => [...mistakesOf(row, spec)]);
  const repeated = SETS.flatMap((path) => [...repetitions(path, spec)]);
  return {
    mistakes: [...found, ...repeated],
    isBlocking: found.some((it) => it.includes(": Unsupported value: ")),
  };
}

function* mistakesOf({ path, pattern, oneOf, least }: FieldRow, spec: Json | undefined) {
  for (const { at, value } of valuesAt(spec, path, "spec")) {
    const text = JSON.stringify(value);
    if (least !== undefined && typeof value === "number" && value < least) {
      yield `${at}: Invalid value: ${text}: ${at} in body should be greater than or equal to ${least}`;
    }
    if (typeof value !== "string") continue;
    if (oneOf && !oneOf.includes(value)) {
      const known = oneOf.map((it) => JSON.stringify(it)).join(", ");
      yield `${at}: Unsupported value: ${text}: supported values: ${known}`;
    }
    if (value === "" && !oneOf && pattern !== DURATION) {
      yield `${at}: Invalid value: "": ${at} in body should be at least 1 chars long`;
    }
    if (pattern !== undefined && !pattern.expression.test(value)) {
      yield `${at}: Invalid value: ${text}: ${at} in body should match '${pattern.text}'`;
    }
  }
}

/** Lists in which nothing may stand twice. */
function* repetitions(path: readonly string[], spec: Json | undefined): Iterable<string> {
  for (const { at, value } of valuesAt(spec, path, "spec")) {
    for (const [index, it] of listOf(value).entries()) {
      if (listOf(value).indexOf(it) === index) continue;
      yield `${at}[${index}]: Duplicate value: ${JSON.stringify(it)}`;
    }
  }
}

/** `text`: as it is told. */
interface Pattern {
  readonly text: string;
  readonly expression: RegExp;
}

const pattern = (text: string): Pattern => ({ text, expression: new RegExp(text) });

interface FieldRow {
  /** From `spec` on; `*` stands for every item of a list. */
  readonly path: readonly string[];
  readonly pattern?: Pattern;
  readonly oneOf?: readonly string[];
  readonly least?: number;
}

/** How the Gateway API writes durations; Go knows more. */
const DURATION = pattern("^([0-9]{1,5}(h|m|s|ms)){1,4}$");

const HOST = pattern(String.raw`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`);

const WILD_HOST = pattern(
  String.raw`^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`,
);

/** The name of a header. */
const TOKEN = pattern(String.raw`^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$`);

const ORIGIN = pattern(
  String.raw`(^\*$)|(^(http(s)?):\/\/(((\*\.)?([a-zA-Z0-9\-]+\.)*[a-zA-Z0-9-]+|\*)(:([0-9]{1,5}))?)$)`,
);

const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];

const row = (path: string, rest: Omit<FieldRow, "path">): FieldRow => ({
  path: path.split("."),
  ...rest,
});

const inFilter = (path: string, rest: Omit<FieldRow, "path">): FieldRow =>
  row(`rules.*.filters.*.${path}`, rest);

const changesOf = (filter: string): readonly FieldRow[] =>
  ["add", "set"].flatMap((list) => [
    inFilter(`${filter}.${list}.*.name`, { pattern: TOKEN }),
    inFilter(`${filter}.${list}.*.value`, {}),
  ]);

const ROWS: readonly FieldRow[] = [
  row("hostnames.*", { pattern: WILD_HOST }),
  inFilter("cors.allowHeaders.*", { pattern: TOKEN }),
  inFilter("cors.allowMethods.*", { oneOf: [...METHODS, "*"] }),
  inFilter("cors.allowOrigins.*", { pattern: ORIGIN }),
  inFilter("cors.exposeHeaders.*", { pattern: TOKEN }),
  inFilter("cors.maxAge", { least: 1 }),
  ...changesOf("requestHeaderModifier"),
  ...changesOf("responseHeaderModifier"),
  inFilter("urlRewrite.hostname", { pattern: HOST }),
  row("rules.*.matches.*.headers.*.name", { pattern: TOKEN }),
  row("rules.*.matches.*.method", { oneOf: METHODS }),
  row("rules.*.matches.*.queryParams.*.name", { pattern: TOKEN }),
  row("rules.*.timeouts.backendRequest", { pattern: DURATION }),
  row("rules.*.timeouts.request", { pattern: DURATION }),
];

const SETS: readonly (readonly string[])[] = [
  "cors.allowHeaders",
  "cors.allowMethods",
  "cors.allowOrigins",
  "cors.exposeHeaders",
  "requestHeaderModifier.remove",
  "responseHeaderModifier.remove",
].map((it) => ["rules", "*", "filters", "*", ...it.split(".")]);

function* valuesAt(
  value: Json | undefined,
  path: readonly string[],
  at: string,
): Iterable<{ readonly at: string; readonly value: Json }> {
  const [first, ...rest] = path;
  if (first === undefined) {
    if (value !== undefined) yield { at, value };
  } else if (first === "*") {
    for (const [index, it] of listOf(value).entries()) yield* valuesAt(it, rest, `${at}[${index}]`);
  } else if (isObject(value)) {
    yield* valuesAt(value[first], rest, `${at}.${first}`);
  }
}
