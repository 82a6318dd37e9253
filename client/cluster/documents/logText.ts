import type { LogLine } from "../api/logLine.ts";
import { clock } from "./moments.ts";
import { oneLine, safeText } from "./safeText.ts";

/** A line of a log as people read it; long errors stand below it. */
export function logText(line: LogLine, now: number, zone?: string): string {
  const { at, level, message, error, details } = line;
  if (at === undefined && level === "") return safeText(message);
  const head = [at === undefined ? "" : clock(now, at, zone), level.padEnd(5), oneLine(message)];
  const more = Object.entries(details).map(([name, value]) => `${name}=${shown(value)}`);
  const tail = more.length > 0 ? `  (${more.join(", ")})` : "";
  const below = error === undefined ? [] : safeText(error).trim().split("\n");
  return [`${head.filter(Boolean).join("  ")}${tail}`, ...below.map((it) => `    ${it}`)].join(
    "\n",
  );
}

const shown = (value: unknown): string =>
  oneLine(typeof value === "string" ? value : JSON.stringify(value));
