/** Round values from one end of an axis to the other, about as many as wanted. */
export function niceValues(from: number, to: number, wanted: number): readonly number[] {
  const [low, high] = from < to ? [from, to] : [to, from];
  const raw = (high - low) / Math.max(1, wanted);
  if (!(raw > 0) || !Number.isFinite(raw)) return [low];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((it) => it * power >= raw * (1 - 1e-9)) ?? 10);
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const out: number[] = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-9; at++) {
    out.push(Number((at * step).toFixed(Math.min(digits, 20))));
  }
  return out;
}
