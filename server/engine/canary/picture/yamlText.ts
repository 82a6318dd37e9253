import { isObject, type Json, type JsonObject } from "../json.ts";

/** A JSON object as YAML, keys in their order. */
export const yamlText = (object: JsonObject): string => `${linesOf(object).join("\n")}\n`;

function linesOf(value: Json): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json) => {
      const [first = "", ...rest] = isEmpty(item) ? [scalar(item)] : linesOf(item);
      return [`- ${first}`, ...rest.map((it) => `  ${it}`)];
    });
  }
  if (!isObject(value)) return [scalar(value)];
  return Object.entries(value).flatMap(([key, item]) => {
    if (item === undefined) return [];
    const name = text(key);
    if (isEmpty(item) || typeof item !== "object") return [`${name}: ${scalar(item)}`];
    return [`${name}:`, ...linesOf(item).map((it) => (Array.isArray(item) ? it : `  ${it}`))];
  });
}

const isEmpty = (value: Json): boolean =>
  value === null || (typeof value === "object" && Object.keys(value).length === 0);

function scalar(value: Json): string {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return "[]";
  return value !== null && typeof value === "object" ? "{}" : String(value);
}

/** Quoted where YAML would read something else, or might. */
const text = (value: string): string =>
  PLAIN.test(value) && !WORDS.test(value) ? value : JSON.stringify(value);

const PLAIN = /^[A-Za-z_/][\w./ ()-]*(?<! )$/;
const WORDS = /^(true|false|null|yes|no|on|off|y|n)$/i;
