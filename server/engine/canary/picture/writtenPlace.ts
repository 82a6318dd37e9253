import type { DocumentPlace } from "../../origin.ts";
import { placeOfReason } from "../scenario/placeOfReason.ts";
import type { Found } from "../scenario/setupOf.ts";
import type { Changeable } from "./changeable.ts";

/**
 * Where the value of a field of the Canary is written and can be written over; `undefined` where the text says something
 * else, such as a variable.
 */
export function writtenPlace(
  found: Pick<Found, "setup" | "resources">,
  { at, value }: Pick<Changeable, "at" | "value">,
): DocumentPlace | undefined {
  const place = placeOfReason(found, { text: "", at });
  if (!place) return undefined;
  const text = place.document.text.slice(place.span.start, place.span.end);
  const bare = /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
  const isSame = typeof value === "number" ? Number(bare) === value : bare === value;
  return isSame && bare.trim() !== "" ? place : undefined;
}
