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
import { logSources } from "../api/logStreams.ts";
import type { Clusters } from "../clusters.ts";
import { followLog } from "../documents/followLog.ts";
import { oneLine } from "../documents/safeText.ts";

/** The log that is read now: one at a time, in an output channel of its own. */
export interface LogFollower extends Disposable {
  /** Shows what was said of an object, and goes on until it is stopped. Throws one sentence. */
  readonly follow: (desk: Desk, identity: ObjectIdentity) => Promise<void>;
  readonly stop: () => void;
}

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
        followLog(
          desk,
          source,
          { isNamed: many, ...(about ? { about } : {}) },
          (line) => out.appendLine(line),
          mine.signal,
        ),
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
