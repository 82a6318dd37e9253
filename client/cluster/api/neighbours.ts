import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { Change } from "./change.ts";
import type { Resource, Served } from "./discovery.ts";
import { type InventoryEntry, inventory } from "./inventory.ts";
import { type KindTable, kindTable } from "./kindTable.ts";
import { groupOf, identityOf, type KubeObject, keyOf } from "./kubeObject.ts";
import type { Live } from "./live.ts";
import { ownershipsOf } from "./ownership.ts";
import { isFixed, type Neighbour, readNeighbour } from "./readNeighbour.ts";
import type { Session } from "./session.ts";
import type { Time } from "./time.ts";
import type { KindWatch } from "./watched.ts";

/**
 * What objects applied and own: read only while somebody has such an object open. Workloads and their
 * pods are watched, all other objects are read one by one and again from time to time.
 */
export interface Neighbours {
  /** What is open now; the rest is let go of. */
  attend(open: readonly KubeObject[]): void;
  find(identity: ObjectIdentity): Neighbour;
  /** Pods of a workload, whatever stands between, and Jobs of a CronJob. */
  owned(owner: KubeObject): readonly KubeObject[];
}

export interface NeighboursOptions {
  readonly live: Live;
  readonly session: Session;
  readonly time: Time;
  /** Told which objects are known otherwise now. */
  readonly tell: (keys: readonly string[]) => void;
}

/** Read at the same time, and no more. */
const atOnce = 4;
/** Of one object's inventory. */
const most = 500;
/** How long an answer is good for: longer where all is well, for ever where nothing can change. */
const goodFor = { ill: 10_000, well: 60_000 };

interface Read {
  readonly neighbour: Neighbour;
  readonly at: number;
  readonly isFixed: boolean;
}

export function openNeighbours({ live, session, time, tell }: NeighboursOptions): Neighbours {
  const reads = new Map<string, Read>();
  const queue = new Map<string, ObjectIdentity>();
  const watches = new Map<string, Nearby>();
  const inventories = new WeakMap<KubeObject, readonly InventoryEntry[]>();
  let life = new AbortController();
  let running = 0;
  let wanted = 0;
  let pinned: string | undefined;

  const tableOf = (kind: string, group: string, namespace = "") =>
    watches.get(watchKey(kind, group, namespace))?.table;
  const ownerKeysOf = (object: KubeObject): readonly string[] =>
    ownershipsOf(object).flatMap(({ uid, key }): readonly string[] => {
      const { namespace } = object.metadata;
      const between = tableOf("ReplicaSet", "apps", namespace)?.withUid(uid);
      return between ? [key, ...ownershipsOf(between).map((it) => it.key)] : [key];
    });
  const changed = (changes: readonly Change[]) =>
    tell([
      ...new Set(
        changes.flatMap(({ object }) => [keyOf(identityOf(object)), ...ownerKeysOf(object)]),
      ),
    ]);
  const begin = (watch: KindWatch): Nearby => {
    const table = kindTable(watch.now().objects.values());
    const leave = watch.look((changes) => {
      table.take(changes);
      changed(changes);
    });
    return { watch, table, leave };
  };
  const entriesOf = (object: KubeObject): readonly InventoryEntry[] => {
    const known = inventories.get(object) ?? inventory(object);
    inventories.set(object, known);
    return known;
  };
  const watchOnly = (next: ReadonlyMap<string, { resource: Resource; namespace: string }>) => {
    for (const [key, { leave }] of [...watches]) {
      if (next.has(key)) continue;
      leave();
      watches.delete(key);
    }
    for (const [key, { resource, namespace }] of next) {
      if (watches.has(key)) continue;
      const watch = live.nearby(resource, [namespace]);
      if (watch) watches.set(key, begin(watch));
    }
  };
  const readNext = async (served: Served) => {
    const [first] = queue;
    if (!first) return;
    const [key, identity] = first;
    queue.delete(key);
    running += 1;
    const signal = life.signal;
    const neighbour = await readNeighbour(identity, served, session, signal);
    running -= 1;
    if (!signal.aborted && neighbour) {
      reads.set(key, { neighbour, at: time.now(), isFixed: isFixed(identity) });
      tell([key]);
    }
    void readNext(served);
  };
  const forget = () => {
    life.abort();
    life = new AbortController();
    queue.clear();
    reads.clear();
    for (const { leave } of watches.values()) leave();
    watches.clear();
  };
  return {
    attend(open) {
      const state = session.state();
      const identity = state.kind === "pinned" ? state.pin.identity : undefined;
      if (identity !== pinned) forget();
      pinned = identity;
      wanted += 1;
      const mine = wanted;
      if (open.length === 0) return watchOnly(new Map());
      void live.served(life.signal).then(({ value: served }) => {
        if (!served || mine !== wanted) return;
        watchOnly(watchesFor(open, entriesOf, served));
        queue.clear();
        for (const it of open.flatMap((object) => entriesOf(object).slice(0, most))) {
          const key = keyOf(it);
          if (!isWatched(it, live) && isDue(reads.get(key), time.now())) queue.set(key, it);
        }
        while (running < atOnce && queue.size > 0) void readNext(served);
      });
    },
    find(identity) {
      const key = keyOf(identity);
      const { group, kind, namespace = "" } = identity;
      const nearby = watches.get(watchKey(kind, group, namespace));
      if (!nearby) return reads.get(key)?.neighbour ?? { kind: "unread" };
      const object = nearby.table.named(identity.name);
      if (object) return { kind: "there", object };
      const failure = nearby.watch.now().parts[0]?.state;
      if (failure?.kind === "live") return { kind: "missing" };
      return failure && "sentence" in failure && failure.kind !== "stale"
        ? {
            kind: "failed",
            isForbidden: failure.kind === "forbidden",
            sentence: failure.sentence,
          }
        : { kind: "unread" };
    },
    owned(owner) {
      const { uid, namespace } = owner.metadata;
      const ownedBy = (kind: string, group: string, by: string): readonly KubeObject[] => [
        ...(tableOf(kind, group, namespace)?.ownedBy(by) ?? []),
      ];
      const between = owner.kind === "Deployment" ? ownedBy("ReplicaSet", "apps", uid) : [];
      const found =
        owner.kind === "CronJob"
          ? ownedBy("Job", "batch", uid)
          : [uid, ...between.map(({ metadata }) => metadata.uid)].flatMap((by) =>
              ownedBy("Pod", "", by),
            );
      return [...new Set(found)].sort((one, other) =>
        one.metadata.name < other.metadata.name ? -1 : 1,
      );
    },
  };
}

/** One kind in one namespace that is watched because something there is open. */
interface Nearby {
  readonly watch: KindWatch;
  readonly table: KindTable;
  readonly leave: () => void;
}

const watchKey = (kind: string, group: string, namespace: string) =>
  `${kind}.${group} ${namespace}`;

/** Kinds that go through many states, and what owns pods. */
const workloads: readonly (readonly [string, string])[] = [
  ["StatefulSet", "apps"],
  ["Job", "batch"],
  ["CronJob", "batch"],
];

function watchesFor(
  open: readonly KubeObject[],
  entriesOf: (object: KubeObject) => readonly InventoryEntry[],
  served: Served,
) {
  const wanted = new Map<string, { resource: Resource; namespace: string }>();
  const want = (kind: string, group: string, namespace: string | undefined) => {
    const resource = served.find(kind, group);
    if (!resource || namespace === undefined) return;
    wanted.set(watchKey(kind, group, namespace), { resource, namespace });
  };
  for (const object of open) {
    const group = groupOf(object.apiVersion);
    const { namespace } = object.metadata;
    if (group === "apps" || group === "batch") {
      if (object.kind === "Deployment") want("ReplicaSet", "apps", namespace);
      if (object.kind === "CronJob") want("Job", "batch", namespace);
      want("Pod", "", namespace);
    }
    for (const it of entriesOf(object))
      if (workloads.some(([kind, own]) => kind === it.kind && own === it.group))
        want(it.kind, it.group, it.namespace);
  }
  return wanted;
}

const isWatched = (identity: ObjectIdentity, live: Live): boolean =>
  live.find(identity) !== undefined ||
  workloads.some(([kind, group]) => kind === identity.kind && group === identity.group);

function isDue(read: Read | undefined, now: number): boolean {
  if (!read) return true;
  if (read.isFixed && read.neighbour.kind === "there") return now - read.at > goodFor.well * 5;
  return now - read.at > (read.neighbour.kind === "there" ? goodFor.well : goodFor.ill);
}
