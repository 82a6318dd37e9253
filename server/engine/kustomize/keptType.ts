import type { Scalar } from "../node.ts";
import { resolvePlain } from "./resolve.ts";
import { isUntagged, plainValue, tagOf } from "./scalars.ts";

/**
 * The scalar with another text: a string stays a string, a number a number, even where the text is none, and then the
 * build ends when it is printed.
 */
export function keptType(scalar: Scalar, text: string): Scalar {
  if (scalar.text === text) return scalar;
  const tag = tagOf(scalar);
  const changed: Scalar = { ...scalar, text, value: text };
  if (scalar.style !== "plain") return changed;
  if (isUntagged(scalar) || resolvePlain(text).tag === tag)
    return { ...changed, value: plainValue(text) };
  return { ...changed, tag };
}
