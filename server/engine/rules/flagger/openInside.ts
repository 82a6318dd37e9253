import { isObject, type Json } from "../../canary/json.ts";
import { isOpen } from "../../references/read.ts";

/** Is any text in it, however deep, still to be filled in? */
export function isOpenInside(it: Json | undefined): boolean {
  if (typeof it === "string") return isOpen(it);
  if (Array.isArray(it)) return it.some(isOpenInside);
  return isObject(it) && Object.values(it).some(isOpenInside);
}
