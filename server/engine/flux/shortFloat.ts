/** The shortest text that is the same number in 32 bits: `1.1`, `7e+10`, `1e-05`. */
export function shortFloat(value: number): string {
  const near = Math.fround(value);
  if (!Number.isFinite(near)) return Number.isNaN(near) ? "NaN" : near > 0 ? "+Inf" : "-Inf";
  if (near === 0) return Object.is(near, -0) ? "-0" : "0";
  let digits = 1;
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== near) digits++;
  const short = Number(value.toPrecision(digits));
  const [mantissa = "", exponent = "0"] = short.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(short);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
