import type { Disposable } from "vscode";
import { json } from "../api/json.ts";
import { identityOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import type { Live } from "../api/live.ts";
import { momentOf } from "../documents/moments.ts";

/** The newest event of each Canary: it names the gate that is closed. */
export interface CanaryEvents extends Disposable {
  readonly last: (canary: KubeObject) => string;
  /** Watches events while Canaries are seen. */
  readonly attend: (isSeen: boolean) => void;
}

const [kind, group] = ["Canary", "flagger.app"];

interface Newest {
  readonly at: number;
  readonly text: string;
}

/** @param tell called with the keys of Canaries of which something new was said */
export function canaryEvents(live: Live, tell: (keys: readonly string[]) => void): CanaryEvents {
  const newest = new Map<string, Newest>();
  let leave: (() => void) | undefined;
  let isSeen = false;
  const take = (event: KubeObject): readonly string[] => {
    const { name, namespace } = json.fields(event.whole.involvedObject);
    const key = keyOf({ group, kind, namespace: String(namespace), name: String(name) });
    const at = momentOf(event.whole.lastTimestamp) ?? momentOf(event.whole.eventTime) ?? 0;
    if (at < (newest.get(key)?.at ?? 0)) return [];
    newest.set(key, { at, text: json.text(event.whole.message) ?? "" });
    return [key];
  };
  const begin = async () => {
    const { value: served } = await live.served(new AbortController().signal);
    const events = served?.find("Event", "");
    if (!events || !served?.find(kind, group) || !isSeen || leave) return;
    const watch = live.nearby(events, [], "involvedObject.kind=Canary");
    leave = watch?.look((changes) => {
      tell(changes.flatMap(({ type, object }) => (type === "removed" ? [] : take(object))));
    });
  };
  const end = () => {
    leave?.();
    leave = undefined;
  };
  // Another context, or Flagger was installed meanwhile.
  const unlisten = live.onState(() => {
    const state = live.state().kind;
    if (state === "connected" && isSeen && !leave) void begin();
    if (state === "unpinned" || state === "stopped" || state === "resting") {
      end();
      newest.clear();
    }
  });
  return {
    last: (canary) => newest.get(keyOf(identityOf(canary)))?.text ?? "",
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
