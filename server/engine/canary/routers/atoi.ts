/** A whole number as Go's `strconv.Atoi` reads it, or the text of its error. */
export function atoi(text: string): number | string {
  if (!/^[+-]?\d+$/.test(text))
    return `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
  const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
  if (value === BigInt.asIntN(64, value)) return Number(value);
  return `strconv.Atoi: parsing ${JSON.stringify(text)}: value out of range`;
}
