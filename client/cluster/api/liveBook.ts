import type { Change } from "./change.ts";
import type { Connection } from "./connection.ts";
import type { Resource, Served } from "./discovery.ts";
import { json } from "./json.ts";
import { identityOf, type KubeObject, keyOf } from "./kubeObject.ts";
import type { LiveLineOptions } from "./liveLine.ts";
import { feelPulse } from "./pulse.ts";
import { type KindWatch, type Watched, watchKind } from "./watched.ts";

/** All watches of one connection and one table of what they know. */
export function openLiveBook(
  { time, namespaces, pageSize }: LiveLineOptions,
  connection: Connection,
  tell: (changes: readonly Change[]) => void,
  applied: () => void,
) {
  const pulse = feelPulse(connection, time);
  const index = new Map<string, KubeObject>();
  const watches = new Map<string, KindWatch>();
  const attended = new Map<string, KindWatch>();
  const leaves = new Map<string, () => void>();
  const watchOf = (
    resource: Resource,
    scopes: readonly string[],
    fieldSelector?: string,
  ): KindWatch => {
    const key = `${watchKey(resource, scopes)} ${fieldSelector ?? ""}`;
    const found = watches.get(key);
    if (found) return found;
    const made = watchKind({
      ...{ connection, resource, namespaces: scopes, time, pulse },
      ...(pageSize === undefined ? {} : { pageSize }),
      ...(fieldSelector === undefined ? {} : { fieldSelector }),
    });
    watches.set(key, made);
    return made;
  };
  const taken = (changes: readonly Change[]) => {
    for (const { type, object } of changes) {
      const key = keyOf(identityOf(object));
      const before = index.get(key);
      if (type !== "removed") index.set(key, object);
      else if (before?.metadata.uid === object.metadata.uid) index.delete(key);
      if (type === "changed" && before && appliedOf(before) !== appliedOf(object)) applied();
    }
    tell(changes);
  };
  const drop = (key: string, watch: KindWatch) => {
    leaves.get(key)?.();
    leaves.delete(key);
    attended.delete(key);
    watches.delete(`${key} `);
    taken([...watch.now().objects.values()].map((object) => ({ type: "removed", object })));
  };
  return {
    pulse,
    index,
    watchOf,
    watched: (): readonly Watched[] => [...attended.values()].map((watch) => watch.now()),
    /** Begins to watch what is served now, and lets go of what is served no longer. */
    attend(served: Served): void {
      const scopes = namespaces();
      const wanted = new Map(wantedOf(served).map((it) => [watchKey(it, scopes), it]));
      for (const [key, watch] of [...attended]) if (!wanted.has(key)) drop(key, watch);
      for (const [key, resource] of wanted) {
        if (leaves.has(key)) continue;
        const watch = watchOf(resource, scopes);
        attended.set(key, watch);
        leaves.set(key, watch.look(taken));
      }
    },
    /** Credentials are taken: what waits because they were refused goes on. */
    resume(): void {
      for (const watch of watches.values()) watch.resume();
    },
    leave(): void {
      for (const leave of leaves.values()) leave();
      leaves.clear();
    },
    forget(): readonly Change[] {
      const changes = [...index.values()].map((object): Change => ({ type: "removed", object }));
      index.clear();
      return changes;
    },
  };
}

const watchKey = ({ kind, group, version }: Resource, scopes: readonly string[]) =>
  `${kind}.${group}/${version} ${scopes.join(" ")}`;

function wantedOf(served: Served): readonly Resource[] {
  const others = workloads.flatMap(([kind, group]) => served.find(kind, group) ?? []);
  return [...served.known.map(({ resource }) => resource), ...others];
}

/** Workloads that are watched besides: controllers are Deployments, and Canaries aim at these. */
const workloads = [
  ["Deployment", "apps"],
  ["DaemonSet", "apps"],
] as const;

/** Another text: something was applied. */
const appliedOf = ({ status }: KubeObject): string =>
  `${status.lastAppliedRevision} ${json.at(json.list(status.history)[0], "digest")}`;
