import { CannotRun } from "./cannotRun.ts";

/** The format of that name. Throws `CannotRun` where there is none. */
export function formatOf<Format>(formats: Readonly<Record<string, Format>>, name: string): Format {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format) return format;
  throw new CannotRun(`Unknown format "${name}". There are: ${Object.keys(formats).join(", ")}.`);
}
