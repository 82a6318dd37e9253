import { goQuote } from "../../../goQuote.ts";
import { shortest } from "../format.ts";
import { isMap, typeName, type Value } from "./value.ts";

/** A value as Go's `%v` writes it. */
export function printed(value: Value): string {
  if (value === null) return "<nil>";
  if (typeof value === "number") return shortest(value);
  if (!isMap(value)) return String(value);
  return `map[${keysOf(value)
    .map((key) => `${key}:${value[key]}`)
    .join(" ")}]`;
}

/** Keys in Go's order. */
export const keysOf = (map: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(map).sort((a, b) => (a < b ? -1 : 1));

/** As `fmt.Sprint`: a space between two of which neither is text. */
export function print(values: readonly Value[]): string {
  let text = "";
  for (const [index, value] of values.entries()) {
    const before = values[index - 1];
    const isApart = index > 0 && typeof value !== "string" && typeof before !== "string";
    text += (isApart ? " " : "") + printed(value);
  }
  return text;
}

/** As `fmt.Sprintf`; `undefined` for what is not known here. */
export function printf(format: string, values: readonly Value[]): string | undefined {
  let used = 0;
  let isKnown = true;
  const text = format.replace(VERB, (whole, flags: string, width: string, precision, verb) => {
    if (verb === "%" && whole === "%%") return "%";
    if (verb === undefined || verb === "") return "%!(NOVERB)";
    const value = values[used++];
    if (value === undefined) return `%!${verb}(MISSING)`;
    const digits = precision === undefined ? undefined : Number(precision.slice(1));
    const isBig = Number(width) > MOST_ROOM || (digits ?? 0) > MOST_ROOM;
    const body = isBig ? undefined : bodyOf(verb, value, digits);
    if (body === undefined) {
      isKnown = false;
      return "";
    }
    const signed = flags.includes("+") && isNumber(value) && value >= 0 ? `+${body}` : body;
    return padded(signed, flags, Number(width), isNumber(value));
  });
  // Positions, widths from arguments and the rarer flags are left to Go.
  if (!isKnown || /%[^a-zA-Z%]*[[*# ]/.test(format)) return undefined;
  const extra = values
    .slice(used)
    .map((it) => (it === null ? printed(it) : `${typeName(it)}=${printed(it)}`));
  return extra.length > 0 ? `${text}%!(EXTRA ${extra.join(", ")})` : text;
}

/** Nobody needs more digits or spaces, and little is needed to fill the memory with them. */
const MOST_ROOM = 50;

const VERB = /%([-+0]*)(\d*)(\.\d*)?([a-zA-Z%]|$)?/g;

const isNumber = (value: Value): value is number | bigint =>
  typeof value === "number" || typeof value === "bigint";

function padded(text: string, flags: string, width: number, isZeroed: boolean): string {
  if ([...text].length >= width) return text;
  const room = width - [...text].length;
  if (flags.includes("-")) return text + " ".repeat(room);
  if (!flags.includes("0") || !isZeroed) return " ".repeat(room) + text;
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  return sign + "0".repeat(room) + text.slice(sign.length);
}

/** `undefined` for combinations of verb and value that are left to Go. */
function bodyOf(verb: string, value: Value, digits: number | undefined): string | undefined {
  if (verb === "v" && digits === undefined) return printed(value);
  if (verb === "T" && digits === undefined) return typeName(value);
  if (typeof value === "string") {
    const cut = digits === undefined ? value : [...value].slice(0, digits).join("");
    return verb === "s" || verb === "v" ? cut : verb === "q" ? goQuote(cut) : wrong(verb, value);
  }
  if (typeof value === "boolean") return verb === "t" ? String(value) : wrong(verb, value);
  if (typeof value === "bigint" && digits === undefined) return wholeBody(verb, value);
  if (typeof value === "number") return floatBody(verb, value, digits);
  return undefined;
}

function wholeBody(verb: string, value: bigint): string | undefined {
  if (verb === "d") return String(value);
  if (verb === "x") return value.toString(16);
  if (verb === "X") return value.toString(16).toUpperCase();
  if (verb === "o") return value.toString(8);
  if (verb === "b") return value.toString(2);
  return /[sfegtG]/.test(verb) ? wrong(verb, value) : undefined;
}

function floatBody(verb: string, value: number, digits = 6): string | undefined {
  if (/[dst]/.test(verb)) return wrong(verb, value);
  if (verb !== "f" || !Number.isFinite(value) || Math.abs(value) >= 1e21) return undefined;
  // Ties go to the even digit in Go and away from zero here.
  const isTie = Number.isInteger(value * 2 ** 20) && digits < 20;
  return isTie && !Number.isInteger(value * 10 ** digits) && isHalf(value, digits)
    ? undefined
    : value.toFixed(digits);
}

const isHalf = (value: number, digits: number): boolean =>
  Math.abs((value * 10 ** digits * 2) % 2) === 1;

/** What Go prints for a verb that does not fit. */
const wrong = (verb: string, value: Value): string | undefined =>
  /[a-zA-Z]/.test(verb) && !/[xXqcUwp]/.test(verb)
    ? `%!${verb}(${typeName(value)}=${printed(value)})`
    : undefined;
