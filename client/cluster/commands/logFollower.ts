import {
  type Disposable,
  type OutputChannel,
  StatusBarAlignment,
  type StatusBarItem,
  window,
} from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { Desk } from "../api/desk.ts";
import { nameOf } from "../api/kubeObject.ts";
import { logLine } from "../api/logLine.ts";
import { type LogSource, logPath, logSources } from "../api/logStreams.ts";
import type { Clusters } from "../clusters.ts";
import { logText } from "../documents/logText.ts";
import { oneLine, safeText } from "../documents/safeText.ts";

/** The log that is read now: one at a time, in an output channel of its own. */
export interface LogFollower extends Disposable {
  /** Shows what was said of an object, and goes on until it is stopped. Throws one sentence. */
  readonly follow: (desk: Desk, identity: ObjectIdentity) => Promise<void>;
  readonly stop: () => void;
}

/** So many of the last lines are looked through. */
const lines = 2000;

export function createLogFollower(clusters: Clusters): LogFollower {
  let channel: OutputChannel | undefined;
  let item: StatusBarItem | undefined;
  let life: AbortController | undefined;
  const stop = () => {
    life?.abort();
    life = undefined;
    item?.hide();
  };
  const changed = clusters.onChange(() => {
    const state = clusters.session.state();
    if (state.kind !== "pinned") stop();
  });
  return {
    async follow(desk, identity) {
      stop();
      const mine = new AbortController();
      life = mine;
      const { value, failure } = await logSources(desk, identity, mine.signal);
      if (failure) throw new Error(failure.sentence);
      if (mine.signal.aborted) return;
      channel ??= window.createOutputChannel("Flightpath: Logs");
      item ??= stopItem();
      const name = oneLine(nameOf(identity));
      const whose = value.controller
        ? `What ${value.controller} says of ${name}`
        : `Log of ${name}`;
      // Lines that come right after `clear` may be cleared with the others.
      channel.replace(`${whose} in ${oneLine(desk.pin.context)}\n`);
      channel.show(true);
      item.text = `$(sync~spin) Logs of ${oneLine(identity.name)}`;
      item.show();
      const out = channel;
      const about = value.controller ? identity : undefined;
      const many = value.sources.length > 1;
      const reads = value.sources.map((source) =>
        read(desk, source, about, many, out, mine.signal),
      );
      void Promise.all(reads).then(() => {
        if (life === mine) stop();
      });
    },
    stop,
    dispose() {
      stop();
      changed.dispose();
      channel?.dispose();
      item?.dispose();
    },
  };
}

function stopItem(): StatusBarItem {
  const item = window.createStatusBarItem("flightpath.logs", StatusBarAlignment.Left, -1);
  item.name = "Flightpath: Logs";
  item.command = "flightpath.stopLogs";
  item.tooltip = "A log is followed. Click to stop.";
  return item;
}

/** @param about only lines about it are shown; absent: all */
async function read(
  { session, pin, time }: Desk,
  source: LogSource,
  about: ObjectIdentity | undefined,
  isNamed: boolean,
  out: OutputChannel,
  signal: AbortSignal,
): Promise<void> {
  const from = isNamed ? `[${oneLine(source.pod)}] ` : "";
  const line = session.connection(pin);
  const opened = line.failure
    ? line
    : await line.value.lines(logPath(source, { lines, follow: true }), signal);
  if (signal.aborted) return;
  if (opened.failure) {
    out.appendLine(`${from}cannot be read: ${oneLine(opened.failure.sentence)}`);
    return;
  }
  let shown = 0;
  try {
    for await (const text of opened.value) {
      if (signal.aborted) return;
      const said = logLine(text);
      if (about && !said.isAbout(about)) continue;
      shown += 1;
      out.appendLine(from + (about ? logText(said, time.now()) : plain(text, time.now())));
    }
    out.appendLine(`${from}${shown === 0 ? "says nothing of it. " : ""}The log has ended.`);
  } catch {
    // The line broke, or nobody wants to know any more.
    if (!signal.aborted) out.appendLine(`${from}The connection broke; Show Logs reads on.`);
  }
}

/** Lines of a workload are its own; only those in JSON are made readable. */
function plain(text: string, now: number): string {
  const said = logLine(text);
  return said.level === "" ? safeText(text) : logText(said, now);
}
