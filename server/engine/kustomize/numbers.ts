/**
 * An integer of at most 64 bits as Go's `strconv` reads it with base 0: `0x1F`, `0b11`, `0o17`, `017`.
 * Underscores are gone already.
 */
export function integerOf(text: string): bigint | undefined {
  if (isSimple(text)) return BigInt(Number(text));
  const parts = INTEGER.exec(text);
  if (!parts) return undefined;
  const [, sign = "", digits = ""] = parts;
  const octal = digits.length > 1 && digits.startsWith("0") && !/[xXbBoO]/.test(digits);
  if (octal && !/^[0-7]+$/.test(digits)) return undefined;
  const size = BigInt(octal ? `0o${digits}` : digits.toLowerCase());
  if (sign === "-") return size <= 2n ** 63n ? -size : undefined;
  return size < (sign === "+" ? 2n ** 63n : 2n ** 64n) ? size : undefined;
}

/** Digits only, as many as a number holds exactly, and no zero before others: nearly all integers are such. */
function isSimple(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > 15 || (length > 1 && text.charCodeAt(0) === ZERO)) return false;
  for (let at = 0; at < length; at++) {
    const char = text.charCodeAt(at);
    if (char < ZERO || char > NINE) return false;
  }
  return true;
}

const ZERO = 0x30;
const NINE = 0x39;

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|[0-9]+)$/;

/** A float as YAML writes it; `undefined` where it is none, or is beyond all floats. */
export function floatOf(text: string): number | undefined {
  if (!FLOAT.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * A finite float as it comes out of kustomize: by way of JSON, where whole numbers become integers, and then in Go's
 * shortest form: `1e-05`, `1.2345675e+06`.
 */
export function printedFloat(value: number): string {
  if (value === 0) return "0";
  if (Number.isInteger(value) && Math.abs(value) < 1e21) {
    const digits = BigInt(String(value));
    if (-(2n ** 63n) <= digits && digits < 2n ** 64n) return String(digits);
  }
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (-4 <= power && power < 6) return String(value);
  const size = String(Math.abs(power)).padStart(2, "0");
  return `${mantissa}e${power < 0 ? "-" : "+"}${size}`;
}

/** A finite float as Go's encoder of JSON writes it. */
export function jsonFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const size = Math.abs(value);
  if (1e-6 <= size && size < 1e21) return decimal(value);
  return value.toExponential();
}

/** Without an exponent, which JavaScript would not write for these sizes either. */
const decimal = (value: number) => String(value);
