import type { Disposable } from "vscode";
import { json } from "../api/json.ts";
import type { KubeObject } from "../api/kubeObject.ts";
import type { Live } from "../api/live.ts";
import { momentOf } from "../documents/moments.ts";

/** The newest event of each Canary: it names the gate that is closed. */
export interface CanaryEvents extends Disposable {
  readonly last: (canary: KubeObject) => string;
  /** Watches events while Canaries are seen. */
  readonly attend: (isSeen: boolean) => void;
}

interface Newest {
  readonly at: number;
  readonly text: string;
}

export function canaryEvents(live: Live): CanaryEvents {
  const newest = new Map<string, Newest>();
  let leave: (() => void) | undefined;
  let isSeen = false;
  const take = (event: KubeObject) => {
    const about = json.fields(event.whole.involvedObject);
    const key = `${about.namespace}/${about.name}`;
    const at = momentOf(event.whole.lastTimestamp) ?? momentOf(event.whole.eventTime) ?? 0;
    if (at < (newest.get(key)?.at ?? 0)) return;
    newest.set(key, { at, text: json.text(event.whole.message) ?? "" });
  };
  const begin = async () => {
    const { value: served } = await live.served(new AbortController().signal);
    const events = served?.find("Event", "");
    if (!events || !served?.find("Canary", "flagger.app") || !isSeen || leave) return;
    const watch = live.nearby(events, [], "involvedObject.kind=Canary");
    leave = watch?.look((changes) => {
      for (const { type, object } of changes) if (type !== "removed") take(object);
    });
  };
  const end = () => {
    leave?.();
    leave = undefined;
  };
  // Another context, or Flagger was installed meanwhile.
  const unlisten = live.onState(() => {
    const { kind } = live.state();
    if (kind === "connected" && isSeen && !leave) void begin();
    if (kind === "unpinned" || kind === "stopped" || kind === "resting") {
      end();
      newest.clear();
    }
  });
  return {
    last: ({ metadata }) => newest.get(`${metadata.namespace}/${metadata.name}`)?.text ?? "",
    attend(seen) {
      isSeen = seen;
      if (!seen) end();
      else if (live.state().kind === "connected") void begin();
    },
    dispose() {
      unlisten();
      end();
    },
  };
}
