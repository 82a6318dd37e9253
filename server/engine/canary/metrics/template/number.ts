import { goQuote } from "../../../goQuote.ts";
import type { Num } from "./syntax.ts";
import type { TokenType } from "./token.ts";
import { unquoteCharacter } from "./unquote.ts";

export type NumberRead =
  | { readonly value: Num }
  | { readonly error: string }
  /** A number that Go has and this engine has not. */
  | { readonly unsupported: string };

/** The value of a number or a character as a template writes it. */
export function readNumber(type: TokenType, text: string): NumberRead {
  if (type === "character") {
    const character = unquoteCharacter(text);
    if (character !== undefined) return { value: BigInt(character.codePointAt(0) ?? 0) };
    return /^'[^\\]/.test(text)
      ? {
          error: text.startsWith("''") ? "invalid syntax" : `malformed character constant: ${text}`,
        }
      : { error: "invalid syntax" };
  }
  if (type === "complex" || text.endsWith("i")) return { unsupported: `the number ${text}` };
  const whole = wholeOf(text);
  if (whole !== undefined) {
    if (whole >= -(2n ** 63n) && whole < 2n ** 63n) return { value: whole };
    if (whole >= 0n && whole < 2n ** 64n) return { unsupported: `the number ${text}` };
    return { error: `integer overflow: ${goQuote(text)}` };
  }
  // Go reads such a number as a float, and finds that it does not look like one.
  if (/^[+-]?\d+$/.test(text)) return { error: `integer overflow: ${goQuote(text)}` };
  const float = floatOf(text);
  if (float !== undefined) return { value: float };
  return /^[+-]?0[xX]/.test(text) && /[pP]/.test(text)
    ? { unsupported: `the number ${text}` }
    : { error: `illegal number syntax: ${goQuote(text)}` };
}

/** Go's literals of whole numbers; underscores stand between digits only. */
function wholeOf(text: string): bigint | undefined {
  const [, sign = "", digits = ""] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  const isNumber =
    /^(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])+|0|[1-9](?:_?\d)*)$/.test(
      digits,
    );
  if (!isNumber) return undefined;
  const plain = digits.replaceAll("_", "");
  const size = BigInt(/^0\d/.test(plain) ? `0o${plain.slice(1)}` : plain.toLowerCase());
  return sign === "-" ? -size : size;
}

function floatOf(text: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) && /[.eE]/.test(text)
    ? Number(text)
    : undefined;
}
