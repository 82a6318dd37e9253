import { goFloat } from "./goFloat.ts";

/**
 * A number in the fewest digits that tell it from all others of single precision, which is how a number that is a key
 * becomes a text. Mirrors convertToJSONableObject of https://github.com/kubernetes-sigs/yaml/blob/v1.6.0/yaml.go.
 */
export function goFloat32(value: number): string {
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single < 0 ? "-.inf" : ".inf";
  if (Object.is(single, -0)) return "-0";
  let digits = 1;
  while (digits < MOST_DIGITS && Math.fround(Number(single.toPrecision(digits))) !== single)
    digits++;
  return goFloat(Number(single.toPrecision(digits))).general;
}

/** With as many, no two numbers of single precision look the same. */
const MOST_DIGITS = 9;
