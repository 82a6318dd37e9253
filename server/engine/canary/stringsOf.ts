import { isObject, type Json } from "./json.ts";

/** The entries of an object that are text, as Go reads a map of strings; none where it is something else. */
export function stringsOf(it: Json | undefined): Readonly<Record<string, string>> {
  if (!isObject(it)) return NONE;
  const strings: Record<string, string> = {};
  for (const key of Object.keys(it)) {
    const value = it[key];
    if (typeof value === "string") strings[key] = value;
  }
  return strings;
}

const NONE: Readonly<Record<string, string>> = {};
