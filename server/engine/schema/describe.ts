import { expand, type SchemaView } from "./explore.ts";
import type { JsonSchema, JsonType } from "./jsonSchema.ts";

/** A field in words, for hover and completion. */
export interface Description {
  /** `duration`, `list of objects`, `text or whole number`… */
  readonly type: string;
  readonly text: string | undefined;
  readonly default: unknown;
  readonly since: string | undefined;
  readonly deprecated: boolean;
}

/** What a person wants to know of a field. */
export function describe(view: SchemaView): Description {
  const first = <K extends keyof JsonSchema>(key: K) =>
    view.parts.find((part) => part[key] !== undefined)?.[key];
  return {
    type: typeInWords(view),
    text: first("description"),
    default: first("default"),
    since: first("x-since"),
    deprecated: first("deprecated") ?? false,
  };
}

/** What a person calls the type: `duration`, `list of objects`, `text or whole number`. */
export const typeInWords = (view: SchemaView): string => inWords(view, "one");

/** Does the pattern ask for `30s` or `5m`? Flux, Flagger and Gateway API each have a grammar of their own. */
export const isDuration = ({ pattern }: JsonSchema): boolean =>
  pattern !== undefined && /\((?:ms\||m\|s|s\|m|h\|m)/.test(pattern);

type Count = "one" | "many";

const words: Readonly<Record<JsonType, readonly [one: string, many: string]>> = {
  object: ["object", "objects"],
  array: ["list", "lists"],
  string: ["text", "text values"],
  number: ["number", "numbers"],
  integer: ["whole number", "whole numbers"],
  boolean: ["true or false", "booleans"],
  null: ["nothing", "nothing"],
};

function inWords(view: SchemaView, count: Count): string {
  if (view.parts.some(isDuration)) return count === "one" ? "duration" : "durations";
  const found = new Set(view.parts.flatMap((part) => typeOfPart(view.root, part, count)));
  return [...found].join(" or ") || "anything";
}

function typeOfPart(root: JsonSchema, part: JsonSchema, count: Count): readonly string[] {
  const { type, items, additionalProperties: rest } = part;
  return [type ?? []].flat().map((it) => {
    const word = words[it][count === "one" ? 0 : 1];
    if (it === "array" && items) return `${word} of ${nested(root, items)}`;
    if (it !== "object" || typeof rest !== "object" || part.properties) return word;
    return `${count === "one" ? "map" : "maps"} of ${nested(root, rest)}`;
  });
}

const nested = (root: JsonSchema, schema: JsonSchema): string =>
  inWords({ root, parts: expand(root, schema) }, "many");
