/** A number as Go formats it: with an exponent where it is large or small (`%v`), and without one. */
export function goFloat(value: number): { readonly general: string; readonly decimal: string } {
  const [mantissa = "", exponentText = "0"] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  const decimal = decimalText(mantissa, exponent);
  if (exponent >= -4 && exponent < 6) return { general: decimal, decimal };
  const sign = exponent < 0 ? "-" : "+";
  const digits = String(Math.abs(exponent)).padStart(2, "0");
  return { general: `${mantissa}e${sign}${digits}`, decimal };
}

function decimalText(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  const point = 1 + exponent;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
