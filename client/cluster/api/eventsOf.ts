import { type ClusterEvent, clusterEvent, eventScope } from "./clusterEvent.ts";
import type { Desk } from "./desk.ts";
import type { KubeObject } from "./kubeObject.ts";
import { listAll } from "./listAll.ts";

/** The events of an object and of what belongs to it, the newest first, and what could not be read. */
export async function eventsOf(
  { session, pin, served }: Desk,
  object: KubeObject,
  signal: AbortSignal,
): Promise<{ readonly events: readonly ClusterEvent[]; readonly problems: readonly string[] }> {
  const resource = served.find("Event", "");
  const line = session.connection(pin);
  if (line.failure) return { events: [], problems: [line.failure.sentence] };
  if (!resource) return { events: [], problems: [] };
  const { namespaces, covers } = eventScope(object);
  const lists = await Promise.all(
    namespaces.map((namespace) => listAll(line.value, resource, { namespace }, signal)),
  );
  return {
    events: lists
      .flatMap((it) => it.value?.objects ?? [])
      .map(clusterEvent)
      .filter(covers)
      .sort((one, other) => other.at - one.at),
    problems: lists.flatMap((it) => it.failure?.sentence ?? []),
  };
}
