import { type Desk, readObject } from "./desk.ts";
import { listAll } from "./listAll.ts";
import type { Surroundings } from "./whyNotReady.ts";

/** What `whyNotReady` may look at in a cluster; what cannot be read is told, not thrown. */
export const surroundingsOf = (desk: Desk, signal: AbortSignal): Surroundings => ({
  async read(identity) {
    const { value, failure } = await readObject(desk, identity, signal);
    if (value) return value.object;
    return failure?.kind === "missing" ? undefined : failure?.sentence;
  },
  async pods(namespace, labels) {
    const resource = desk.served.find("Pod", "");
    const line = desk.session.connection(desk.pin);
    if (!resource || line.failure) return [];
    const labelSelector = Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(",");
    const listed = await listAll(line.value, resource, { namespace, labelSelector }, signal);
    return listed.value?.objects ?? [];
  },
  groupOf: (kind) => desk.served.resources.find((it) => it.kind === kind)?.group,
});
