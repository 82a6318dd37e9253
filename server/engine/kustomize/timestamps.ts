/**
 * A date or time as go-yaml takes it from text without quotes, given as kustomize prints it: `2020-01-01` is
 * `2020-01-01T00:00:00Z`. https://github.com/yaml/go-yaml/blob/v3.0.3/resolve.go
 */
export function timestampOf(text: string): string | undefined {
  if (text.charCodeAt(4) !== DASH || text.length < 8) return undefined;
  const parts = TIMESTAMP.exec(text);
  if (!parts) return undefined;
  const [, year = "", month = "", day = "", between, hour = "0", minute = "0", second = "0"] =
    parts;
  const [, , , , , , , , fraction = "", zone] = parts;
  // A time behind a `T` needs a zone, one behind a space may have none.
  if (between !== undefined && between.startsWith(" ") === (zone !== undefined)) return undefined;
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (zone !== undefined && !isZone(zone)) return undefined;
  const two = (digits: string) => digits.padStart(2, "0");
  const nanoseconds = fraction.slice(0, 9).replace(/0+$/, "");
  const rest = nanoseconds === "" ? "" : `.${nanoseconds}`;
  const offset = zone === undefined || /^[-+]00:00$/.test(zone) ? "Z" : zone;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${rest}${offset}`;
}

const DASH = 0x2d;

const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt]| +)(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[-+]\d{2}:\d{2})?)?$/;

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}

function isZone(zone: string): boolean {
  if (zone === "Z") return true;
  return Number(zone.slice(1, 3)) <= 24 && Number(zone.slice(4, 6)) < 60;
}
