/**
 * A quantity as Kubernetes writes it: `0.5` is `500m`, `1000m` is `1`, `1.5Gi` is `1536Mi`; `undefined` where the text is
 * none. A text that seems canonical at first sight is kept, as `+2` (mirrored: k8s.io/apimachinery, package resource).
 */
export function canonicalQuantity(text: string): string | undefined {
  const parts = PATTERN.exec(text);
  if (!parts) return undefined;
  const [, sign = "", written = "", decimals, suffix = ""] = parts;
  const scale = scaleOf(suffix);
  if (!scale || text === "") return undefined;
  const whole = written.replace(/^0+/, "") || "0";
  const fraction = decimals ?? "";
  const isShort = fits(whole, fraction, scale);
  if (isShort && isKept(whole, fraction, scale)) return text;
  if (!isShort && written === "" && fraction === "") return undefined;
  const amount = { digits: BigInt(`${whole}${fraction}`), exponent: -fraction.length };
  if (amount.digits === 0n) return "0";
  const negative = sign === "-" ? "-" : "";
  if (scale.base === 10) {
    return negative + decimal({ ...amount, exponent: amount.exponent + scale.power }, scale.style);
  }
  return negative + binary({ ...amount, digits: amount.digits << BigInt(scale.power) });
}

/** Why Kubernetes takes a text for no quantity, in its own words; `undefined` where it is one. */
export function quantityFault(text: string): string | undefined {
  if (canonicalQuantity(text) !== undefined) return undefined;
  const parts = PATTERN.exec(text);
  if (!parts || text === "") return `quantities must match the regular expression '${TOLD}'`;
  return `unable to parse ${scaleOf(parts[4] ?? "") ? "numeric part of quantity" : "quantity's suffix"}`;
}

/** The pattern that is told is not the one that is used. */
const TOLD = "^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$";

const PATTERN = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[+-]?[0-9]*)$/;

/** digits × 10^exponent */
interface Amount {
  readonly digits: bigint;
  readonly exponent: number;
}

type Scale =
  | { readonly base: 10; readonly power: number; readonly style: "letters" | "exponent" }
  | { readonly base: 2; readonly power: number };

const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const LARGEST = 2n ** 63n - 1n;

function scaleOf(suffix: string): Scale | undefined {
  if (DECIMAL.includes(suffix)) {
    return { base: 10, power: (DECIMAL.indexOf(suffix) - 3) * 3, style: "letters" };
  }
  if (BINARY.includes(suffix)) return { base: 2, power: BINARY.indexOf(suffix) * 10 };
  const exponent = /^[eE]([+-]?[0-9]{1,9})$/.exec(suffix)?.[1];
  return exponent === undefined
    ? undefined
    : { base: 10, power: Number(exponent), style: "exponent" };
}

/** Is it small enough for Go's quick way of reading it? */
function fits(whole: string, fraction: string, scale: Scale): boolean {
  if (scale.base === 10) {
    return whole.length + fraction.length <= 18 && scale.power - fraction.length >= -9;
  }
  return fraction === "" && whole.length + (scale.power * 3) / 10 <= 14;
}

/** On that way, some texts pass for canonical without being looked at closely. */
function isKept(whole: string, fraction: string, scale: Scale): boolean {
  if (scale.base === 2) return BigInt(whole) % 8n !== 0n;
  const digits = whole + fraction;
  const aligned = (scale.power - fraction.length) % 3 === 0;
  return aligned && !digits.endsWith("000") && !digits.startsWith("0");
}

/** Nothing smaller than a billionth is kept; the rest is rounded up. */
function atLeastNano({ digits, exponent }: Amount): Amount {
  if (exponent >= -9) return { digits, exponent };
  const unit = 10n ** BigInt(-9 - exponent);
  return { digits: (digits + unit - 1n) / unit, exponent: -9 };
}

function decimal(amount: Amount, style: "letters" | "exponent"): string {
  let { digits, exponent } = atLeastNano(amount);
  while (digits % 10n === 0n) {
    digits /= 10n;
    exponent++;
  }
  while (exponent % 3 !== 0) {
    digits *= 10n;
    exponent--;
  }
  // What is beyond the last letter loses its size: so it is in Go.
  if (style === "letters") return `${digits}${DECIMAL[exponent / 3 + 3] ?? ""}`;
  return exponent === 0 ? String(digits) : `${digits}e${exponent}`;
}

/** What is small, or no whole number, is written as a decimal. */
function binary(amount: Amount): string {
  const { digits, exponent } = atLeastNano(amount);
  const unit = 10n ** BigInt(-exponent);
  if (digits > LARGEST * unit) return String(LARGEST);
  let left = digits / unit;
  if (digits % unit !== 0n || left < 1024n) return decimal({ digits, exponent }, "letters");
  let power = 0;
  while (left % 1024n === 0n && power < BINARY.length - 1) {
    left /= 1024n;
    power++;
  }
  return `${left}${BINARY[power]}`;
}
