/** How long ago something was: `12 s ago`, `3 min ago`, `5 h ago`, `2 d ago`; `now` for the future. */
export function ago(now: number, at: number): string {
  const seconds = Math.floor((now - at) / 1000);
  return seconds < 1 ? "now" : `${duration(seconds * 1000)} ago`;
}

/** A span of time in its largest unit: `12 s`, `3 min`, `5 h`, `2 d`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/**
 * A time of day, with the date where it is not today's.
 *
 * @param zone an IANA name; absent: where the person is
 */
export function clock(now: number, at: number, zone?: string): string {
  const day = dayOf(at, zone);
  const time = formatted(at, { hour: "2-digit", minute: "2-digit", second: "2-digit" }, zone);
  return day === dayOf(now, zone) ? time : `${day} ${time}`;
}

const dayOf = (at: number, zone: string | undefined): string =>
  formatted(at, { year: "numeric", month: "2-digit", day: "2-digit" }, zone);

/** Swedish people write dates as ISO 8601 does. */
const formatted = (
  at: number,
  options: Intl.DateTimeFormatOptions,
  zone: string | undefined,
): string =>
  new Intl.DateTimeFormat("sv-SE", { ...options, ...(zone ? { timeZone: zone } : {}) }).format(at);

/** A time as Kubernetes writes it, in milliseconds since 1970. */
export function momentOf(value: unknown): number | undefined {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
