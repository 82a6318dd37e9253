/** A whole number as Kubernetes writes a quantity with a decimal exponent: 2000 is `2e3`. */
export function quantityText(value: number): string {
  if (value === 0) return "0";
  let rest = value;
  let exponent = 0;
  while (rest % 1000 === 0) {
    rest /= 1000;
    exponent += 3;
  }
  return exponent ? `${rest}e${exponent}` : `${rest}`;
}

/** The whole number that a quantity stands for; 0 where it is none. */
export function quantity(text: string): number {
  const [, digits, exponent, suffix] =
    /^([+-]?\d+)(?:[eE](\d{1,2})|(k|M|G|Ki|Mi|Gi))?$/.exec(text) ?? [];
  if (digits === undefined) return 0;
  return Number(digits) * (exponent ? 10 ** Number(exponent) : (SUFFIXES.get(suffix ?? "") ?? 1));
}

const SUFFIXES = new Map([
  ["k", 1e3],
  ["M", 1e6],
  ["G", 1e9],
  ["Ki", 1024],
  ["Mi", 1024 ** 2],
  ["Gi", 1024 ** 3],
]);
