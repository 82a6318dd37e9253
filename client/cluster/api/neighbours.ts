import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { Change } from "./change.ts";
import type { Resource, Served } from "./discovery.ts";
import { inventory } from "./inventory.ts";
import { json } from "./json.ts";
import { groupOf, identityOf, type KubeObject, keyOf } from "./kubeObject.ts";
import type { Live } from "./live.ts";
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
  const watches = new Map<string, { readonly watch: KindWatch; readonly leave: () => void }>();
  let life = new AbortController();
  let running = 0;
  let wanted = 0;
  let pinned: string | undefined;

  const changed = (changes: readonly Change[]) => {
    const owners = changes.flatMap(({ object }) => ownersOf(object, watches));
    tell([...changes.map(({ object }) => keyOf(identityOf(object))), ...owners]);
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
      if (watch) watches.set(key, { watch, leave: watch.look(changed) });
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
        watchOnly(watchesFor(open, served));
        queue.clear();
        for (const it of open.flatMap((object) => inventory(object).slice(0, most))) {
          const key = keyOf(it);
          if (!isWatched(it, live) && isDue(reads.get(key), time.now())) queue.set(key, it);
        }
        while (running < atOnce && queue.size > 0) void readNext(served);
      });
    },
    find(identity) {
      const key = keyOf(identity);
      const { group, kind, namespace = "" } = identity;
      const watched = watches.get(watchKey(kind, group, namespace))?.watch.now();
      if (!watched) return reads.get(key)?.neighbour ?? { kind: "unread" };
      for (const object of watched.objects.values())
        if (object.metadata.name === identity.name) return { kind: "there", object };
      const failure = watched.parts[0]?.state;
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
      const namespace = owner.metadata.namespace ?? "";
      const all = (kind: string, group: string) => [
        ...(watches
          .get(watchKey(kind, group, namespace))
          ?.watch.now()
          .objects.values() ?? []),
      ];
      const ownedBy = (uids: ReadonlySet<string>, objects: readonly KubeObject[]) =>
        objects.filter((it) => owningUids(it).some((uid) => uids.has(uid)));
      const own = new Set([owner.metadata.uid]);
      const between = owner.kind === "Deployment" ? ownedBy(own, all("ReplicaSet", "apps")) : [];
      const uids = new Set([...own, ...between.map(({ metadata }) => metadata.uid)]);
      const found =
        owner.kind === "CronJob"
          ? ownedBy(own, all("Job", "batch"))
          : ownedBy(uids, all("Pod", ""));
      return found.sort((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1));
    },
  };
}

const watchKey = (kind: string, group: string, namespace: string) =>
  `${kind}.${group} ${namespace}`;

/** Kinds that go through many states, and what owns pods. */
const workloads: readonly (readonly [string, string])[] = [
  ["StatefulSet", "apps"],
  ["Job", "batch"],
  ["CronJob", "batch"],
];

function watchesFor(open: readonly KubeObject[], served: Served) {
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
    for (const it of inventory(object))
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

const owningUids = ({ whole }: KubeObject): readonly string[] =>
  json
    .list(json.at(whole, "metadata", "ownerReferences"))
    .flatMap((it) => json.text(json.at(it, "uid")) ?? []);

/** Keys of what owns an object, so that it is drawn anew with what it owns. */
function ownersOf(
  object: KubeObject,
  watches: ReadonlyMap<string, { readonly watch: KindWatch }>,
): readonly string[] {
  const { namespace } = object.metadata;
  const references = json.list(json.at(object.whole, "metadata", "ownerReferences"));
  return references.flatMap((it): readonly string[] => {
    const [kind, name] = [json.text(json.at(it, "kind")), json.text(json.at(it, "name"))];
    const group = groupOf(json.text(json.at(it, "apiVersion")) ?? "");
    if (!kind || !name) return [];
    const key = keyOf({ group, kind, name, ...(namespace ? { namespace } : {}) });
    if (kind !== "ReplicaSet") return [key];
    const sets = watches
      .get(watchKey(kind, group, namespace ?? ""))
      ?.watch.now()
      .objects.values();
    const set = [...(sets ?? [])].find(({ metadata }) => metadata.name === name);
    return set ? [key, ...ownersOf(set, watches)] : [key];
  });
}
