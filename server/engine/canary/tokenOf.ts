import { memo } from "../memo.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

/** A short token of an object: equal where the objects are, whatever the order of their keys. */
export const tokenOf: (object: JsonObject) => string = memo((object) => hash(canonical(object)));

function canonical(it: Json | undefined): string {
  if (Array.isArray(it)) return `[${it.map(canonical).join(",")}]`;
  if (!isObject(it)) return JSON.stringify(it ?? null);
  const entries = Object.keys(it)
    .filter((key) => it[key] !== undefined)
    .sort();
  return `{${entries.map((key) => `${JSON.stringify(key)}:${canonical(it[key])}`).join(",")}}`;
}

/** FNV-1a over the text twice, with two starting values: 64 bits in hexadecimal. */
function hash(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x01000193) ^ (other >>> 15);
  }
  return hex(one) + hex(other);
}

const hex = (bits: number): string => (bits >>> 0).toString(16).padStart(8, "0");
