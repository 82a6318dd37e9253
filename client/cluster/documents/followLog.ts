import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { Desk } from "../api/desk.ts";
import { logLine } from "../api/logLine.ts";
import { type LogSource, logPath } from "../api/logStreams.ts";
import { logText } from "./logText.ts";
import { oneLine, safeText } from "./safeText.ts";

export interface FollowOptions {
  /** Only lines about it are told; absent: all. */
  readonly about?: ObjectIdentity;
  /** Whether each line says which pod wrote it. */
  readonly isNamed: boolean;
}

/** So many of the last lines are looked through. */
const lines = 2000;

/**
 * Reads a log from its last lines on until it ends or is cancelled; what goes wrong is a line, too.
 *
 * @param tell told each line as people read it
 */
export async function followLog(
  { session, pin, time }: Desk,
  source: LogSource,
  { about, isNamed }: FollowOptions,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const from = isNamed ? `[${oneLine(source.pod)}] ` : "";
  const line = session.connection(pin);
  const opened = line.failure
    ? line
    : await line.value.lines(logPath(source, { lines, follow: true }), signal);
  if (signal.aborted) return;
  if (opened.failure) return tell(`${from}cannot be read: ${oneLine(opened.failure.sentence)}`);
  let shown = 0;
  try {
    for await (const text of opened.value) {
      if (signal.aborted) return;
      const said = logLine(text);
      if (about && !said.isAbout(about)) continue;
      shown += 1;
      // Lines of a workload are its own; only those in JSON are made readable.
      tell(from + (said.level === "" ? safeText(text) : logText(said, time.now())));
    }
    tell(`${from}${shown === 0 ? "says nothing of it. " : ""}The log has ended.`);
  } catch {
    // The line broke, or nobody wants to know any more.
    if (!signal.aborted) tell(`${from}The connection broke; Show Controller Logs reads on.`);
  }
}
