import { nearest } from "../../nearest.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Mistake } from "./mistake.ts";

/** Reads a value; notes what is wrong with it and answers `undefined` then. */
export type Read<T> = (value: Json, pointer: string, mistakes: Mistake[]) => T | undefined;

/** Reads the fields of an object by a table; what the table does not know is a mistake. Absent fields stay absent. */
export const fieldsOf =
  <T>(table: { readonly [Key in keyof T]-?: Read<T[Key]> }, required: readonly string[] = []) =>
  (value: Json, pointer: string, mistakes: Mistake[]): Partial<T> | undefined => {
    if (!isObject(value)) return wrong(mistakes, pointer, `an object, not ${shown(value)}`);
    for (const key of required) {
      if (value[key] === undefined) {
        mistakes.push({ pointer, message: `${nameOf(pointer)} lacks "${key}".` });
      }
    }
    return readFields(table, value, pointer, mistakes);
  };

function readFields<T>(
  table: { readonly [Key in keyof T]-?: Read<T[Key]> },
  value: JsonObject,
  pointer: string,
  mistakes: Mistake[],
): Partial<T> {
  const out: Partial<T> = {};
  for (const [key, it] of Object.entries(value)) {
    const at = `${pointer}/${escaped(key)}`;
    if (it === undefined) continue;
    if (!Object.hasOwn(table, key)) {
      const names = Object.keys(table);
      const meant = nearest(key, names);
      const next = meant ? `Did you mean "${meant}"?` : `There are: ${names.join(", ")}.`;
      mistakes.push({ pointer: at, message: `There is no field "${key}" here. ${next}` });
      continue;
    }
    const found = table[key as keyof T](it, at, mistakes);
    if (found !== undefined) out[key as keyof T] = found;
  }
  return out;
}

/** Reads every value of an object whose keys are names. */
export const namesTo =
  <T>(read: Read<T>): Read<Readonly<Record<string, T>>> =>
  (value, pointer, mistakes) => {
    if (!isObject(value)) return wrong(mistakes, pointer, `an object, not ${shown(value)}`);
    const pairs = Object.entries(value).flatMap(([key, it]): (readonly [string, T])[] => {
      const found = it === undefined ? it : read(it, `${pointer}/${escaped(key)}`, mistakes);
      return found === undefined ? [] : [[key, found]];
    });
    return Object.fromEntries(pairs);
  };

export const listed =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (value, pointer, mistakes) =>
    Array.isArray(value)
      ? value.flatMap((it: Json, index): T[] => {
          const found = read(it, `${pointer}/${index}`, mistakes);
          return found === undefined ? [] : [found];
        })
      : wrong(mistakes, pointer, `a list, not ${shown(value)}`);

/** The same with at least one item. */
export const someListed =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (value, pointer, mistakes) =>
    Array.isArray(value) && value.length === 0
      ? wrong(mistakes, pointer, "at least one item")
      : listed(read)(value, pointer, mistakes);

export const text: Read<string> = (value, pointer, mistakes) =>
  typeof value === "string" ? value : wrong(mistakes, pointer, `a text, not ${shown(value)}`);

export const flag: Read<boolean> = (value, pointer, mistakes) =>
  typeof value === "boolean"
    ? value
    : wrong(mistakes, pointer, `true or false, not ${shown(value)}`);

export const count: Read<number> = (value, pointer, mistakes) =>
  Number.isInteger(value) && (value as number) >= 0
    ? (value as number)
    : wrong(mistakes, pointer, `a whole number from 0, not ${shown(value)}`);

export const amount: Read<number> = (value, pointer, mistakes) =>
  typeof value === "number" && value >= 0
    ? value
    : wrong(mistakes, pointer, `a number from 0, not ${shown(value)}`);

export const whole: Read<number> = (value, pointer, mistakes) =>
  Number.isInteger(value)
    ? (value as number)
    : wrong(mistakes, pointer, `a whole number, not ${shown(value)}`);

export const name: Read<string> = (value, pointer, mistakes) =>
  typeof value === "string" && value !== ""
    ? value
    : wrong(mistakes, pointer, `a text that is not empty, not ${shown(value)}`);

export const object: Read<JsonObject> = (value, pointer, mistakes) =>
  isObject(value) ? value : wrong(mistakes, pointer, `an object, not ${shown(value)}`);

export const oneOf =
  <T extends string>(words: readonly T[]): Read<T> =>
  (value, pointer, mistakes) =>
    words.find((it) => it === value) ??
    wrong(mistakes, pointer, `one of ${words.join(", ")}, not ${shown(value)}`);

export function wrong(mistakes: Mistake[], pointer: string, wants: string): undefined {
  mistakes.push({ pointer, message: `${nameOf(pointer)} wants ${wants}.` });
  return undefined;
}

/** A value as sentences show it. */
export function shown(value: Json): string {
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "an object";
  return value === null ? "null" : JSON.stringify(value);
}

const nameOf = (pointer: string): string =>
  pointer === "" ? "A scenario" : `"${unescaped(pointer.slice(pointer.lastIndexOf("/") + 1))}"`;

const escaped = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");
const unescaped = (step: string): string => step.replaceAll("~1", "/").replaceAll("~0", "~");
