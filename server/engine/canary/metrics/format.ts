/** Nanoseconds in a millisecond. */
const MILLISECOND = 1_000_000n;

/** Two decimals, as Go's `%.2f` writes them: exact ties go to the even digit, infinity has a sign. */
export function twoDecimals(value: number): string {
  if (!Number.isFinite(value)) return shortest(value);
  if (Object.is(value, -0)) return "-0.00";
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}.00`;
  // A float is halfway between two hundredths only where it is an odd number of eighths.
  return Math.abs((value * 8) % 2) === 1 ? evenHundredths(value) : value.toFixed(2);
}

function evenHundredths(value: number): string {
  const below = (BigInt(Math.abs(value) * 8) * 25n) / 2n;
  const digits = String(below + (below % 2n)).padStart(3, "0");
  return `${value < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The shortest decimal that is this float, as Go's `%v` writes it: 99.5, 1e-05, 1e+06. */
export function shortest(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [digits = "", power = ""] = value.toExponential().split("e");
  const exponent = Number(power);
  // JavaScript writes such numbers out as well.
  if (exponent >= -4 && exponent < 6) return String(value);
  const size = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits}e${exponent < 0 ? "-" : "+"}${size}`;
}

/** A number of milliseconds as Go's duration, in nanoseconds: cut to whole ones, wrapped where it overflows. */
export function millisecondsOf(value: number): bigint {
  return BigInt.asIntN(64, wholeOf(value) * MILLISECOND);
}

/** What a conversion to int64 makes of a float on the machines that run Flagger. */
function wholeOf(value: number): bigint {
  const whole = Math.trunc(value);
  return whole >= -(2 ** 63) && whole < 2 ** 63 ? BigInt(whole) : -(2n ** 63n);
}

/** A duration in nanoseconds as Go writes it: `0s`, `515ms`, `1.515s`, `1m0s`. */
export function durationText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return "0s";
  const sign = nanoseconds < 0n ? "-" : "";
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < MILLISECOND) return `${sign}${decimal(size, 3)}µs`;
  if (size < 1000n * MILLISECOND) return `${sign}${decimal(size, 6)}ms`;
  const minute = 60_000n * MILLISECOND;
  const seconds = `${decimal(size % minute, 9)}s`;
  const minutes = size / minute;
  if (minutes === 0n) return sign + seconds;
  if (minutes < 60n) return `${sign}${minutes}m${seconds}`;
  return `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** `size` over 10 to the power of `places`, without zeros at its end. */
function decimal(size: bigint, places: number): string {
  const unit = 10n ** BigInt(places);
  const fraction = String(size % unit)
    .padStart(places, "0")
    .replace(/0+$/, "");
  return fraction ? `${size / unit}.${fraction}` : String(size / unit);
}
