import { field, stringOf } from "../../server/engine/canary/json.ts";
import type { Cluster } from "../apiserver/cluster.ts";
import { insideOf, placeOf } from "../apiserver/inside.ts";

/** Takes Events away an hour after they were told last, as an API server does; the answer ends that. */
export function expireEvents(cluster: Cluster): () => void {
  const inside = insideOf(cluster, "kube-apiserver");
  const sweep = (): void => {
    const oldest = cluster.now().getTime() - KEPT;
    for (const it of inside.list("v1", "Event")) {
      const told =
        stringOf(it.lastTimestamp) || stringOf(field(it, "metadata", "creationTimestamp"));
      if (Date.parse(told) < oldest) inside.remove(placeOf(it));
    }
    stop = cluster.after(EVERY, sweep);
  };
  let stop = cluster.after(EVERY, sweep);
  return () => stop();
}

/** In milliseconds. */
const KEPT = 3_600_000;
const EVERY = 60_000;
