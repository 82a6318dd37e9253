import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { clusterEvent, eventScope } from "../api/clusterEvent.ts";
import type { Live } from "../api/live.ts";

/**
 * Tells when something new was said of an object or of what belongs to it.
 *
 * @returns stops
 */
export function followEvents(live: Live, identity: ObjectIdentity, again: () => void): () => void {
  const ending = new AbortController();
  let leave: (() => void) | undefined;
  void live.served(ending.signal).then(({ value: served }) => {
    const resource = served?.find("Event", "");
    if (!resource || ending.signal.aborted) return;
    const object = live.find(identity);
    const scope = object && eventScope(object);
    const watch = live.nearby(resource, scope?.namespaces ?? [identity.namespace ?? "default"]);
    leave = watch?.look((changes) => {
      if (changes.some((it) => scope?.covers(clusterEvent(it.object)) ?? true)) again();
    });
  });
  return () => {
    ending.abort();
    leave?.();
  };
}
