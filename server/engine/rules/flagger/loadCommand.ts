import { goDuration } from "../../goDuration.ts";

/** Does a command make load rather than test? */
export const isLoadCommand = (command: string): boolean => TOOLS.test(command);

const TOOLS =
  /(^|[\s;&|(/"'])(hey|ghz|wrk2?|ab|k6|vegeta|fortio|bombardier|oha|siege|locust|artillery)\s/;

/** Seconds for which a load test runs; `undefined` where it does not say so. */
export function loadSeconds(command: string): number | undefined {
  const found = LENGTHS.map((it) => it.exec(command)?.[1]).find((it) => it !== undefined);
  if (found === undefined) return undefined;
  // hey and others take a bare number for seconds.
  const duration = goDuration(/^\d+$/.test(found) ? `${found}s` : found);
  return "seconds" in duration ? duration.seconds : undefined;
}

/** The flag of each tool that says how long. */
const LENGTHS: readonly RegExp[] = [
  /\b(?:hey|ghz|oha)\s[^;&|]*?\s?(?:-z|--duration)[ =]([\d.]+[a-z]*)/,
  /\b(?:wrk2?|bombardier)\s[^;&|]*?-d ?([\d.]+[a-z]*)/,
  /\b(?:k6|vegeta)\s[^;&|]*?-?-duration[ =]([\d.]+[a-z]*)/,
  /\bfortio\s[^;&|]*?-t ([\d.]+[a-z]*)/,
];
