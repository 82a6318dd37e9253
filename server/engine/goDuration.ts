export type GoDuration = { readonly seconds: number } | { readonly error: string };

/**
 * A duration as Go reads it: `1h15m30.918s`, `-2s`, `0`; or what Go says against it.
 *
 * https://pkg.go.dev/time#ParseDuration
 */
export function goDuration(text: string): GoDuration {
  const quoted = JSON.stringify(text);
  const unsigned = text.replace(/^[-+]/, "");
  if (unsigned === "0") return { seconds: 0 };
  if (unsigned === "") return { error: `time: invalid duration ${quoted}` };
  let seconds = 0;
  for (let rest = unsigned; rest !== ""; ) {
    const number = /^(\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) return { error: `time: invalid duration ${quoted}` };
    rest = rest.slice(number.length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? "";
    if (unit === "") return { error: `time: missing unit in duration ${quoted}` };
    const scale = UNITS[unit];
    if (scale === undefined) {
      return { error: `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}` };
    }
    seconds += Number(number) * scale;
    rest = rest.slice(unit.length);
  }
  if (seconds * 1e9 >= 2 ** 63) return { error: `time: invalid duration ${quoted}` };
  return { seconds: text.startsWith("-") ? -seconds : seconds };
}

const UNITS: Readonly<Record<string, number>> = Object.assign(Object.create(null), {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
});
