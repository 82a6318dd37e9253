import type { JsonObject } from "../../server/engine/canary/json.ts";
import { type Cluster, CRDS, servedKinds } from "../apiserver/cluster.ts";
import { type Inside, insideOf, type Place, placeOf } from "../apiserver/inside.ts";
import { apiVersionOf } from "../apiserver/kind.ts";
import { metadataOf } from "../apiserver/objects/metadata.ts";
import { same } from "../apiserver/objects/same.ts";
import type { Change } from "../apiserver/store.ts";
import { served } from "../apiserver/versions.ts";
import type { Controller, Desk, Watch, WatchedKind } from "./controller.ts";

/** Controllers at work. */
export interface Running {
  /** Nobody works any more; what waits for the clock never goes on. */
  readonly stop: () => void;
  /** Puts a controller to sleep, or wakes it. */
  readonly freeze: (name: string, isFrozen: boolean) => void;
  /** Comes once nobody is at work who does not wait for the clock. */
  readonly quiet: () => Promise<void>;
}

/** `onFault`: told what a controller threw, which is a bug of ours. */
export function startControllers(
  cluster: Cluster,
  controllers: readonly Controller[],
  onFault: (controller: string, place: Place, error: unknown) => void = () => {},
): Running {
  const crew: Crew = { cluster, onFault, atWork: { count: 0 }, isStopped: false };
  const queues = controllers.map((it) => queueOf(crew, it));
  let routes = routesOf(cluster, queues);
  const unsubscribe = cluster.store.onChange((change) => {
    for (const route of routes.get(change.storage) ?? []) route(change);
    if (change.storage === CRDS) routes = routesOf(cluster, queues);
  });
  for (const queue of queues) queue.begin();
  return {
    stop() {
      crew.isStopped = true;
      unsubscribe();
      for (const queue of queues) queue.stop();
    },
    freeze(name, isFrozen) {
      for (const queue of queues) if (queue.controller.name === name) queue.freeze(isFrozen);
    },
    async quiet() {
      do await new Promise((resolve) => setImmediate(resolve));
      while (crew.atWork.count > 0);
    },
  };
}

interface Crew {
  readonly cluster: Cluster;
  readonly onFault: (controller: string, place: Place, error: unknown) => void;
  readonly atWork: { count: number };
  isStopped: boolean;
}

interface Queue {
  readonly controller: Controller;
  readonly inside: Inside;
  readonly add: (place: Place, milliseconds?: number) => void;
  readonly begin: () => void;
  readonly freeze: (isFrozen: boolean) => void;
  readonly stop: () => void;
}

/** One object in the queue of a controller. */
interface Entry {
  readonly place: Place;
  /** Ends the timer of its next turn; absent while none is set. */
  cancel?: (() => void) | undefined;
  /** The moment of the next turn, in milliseconds. */
  due: number;
  isRunning: boolean;
  /** News came while it ran, or while the controller was asleep. */
  isDirty: boolean;
  /** Faults in a row. */
  faults: number;
}

function queueOf(crew: Crew, controller: Controller): Queue {
  const { cluster } = crew;
  const inside = insideOf(cluster, controller.name);
  const entries = new Map<string, Entry>();
  let isFrozen = false;
  const isAwake = () => !isFrozen && (controller.runs?.(inside) ?? true);

  function add(place: Place, milliseconds = 0): void {
    const entry = entryOf(entries, place);
    if (entry.isRunning && milliseconds === 0) {
      entry.isDirty = true;
      return;
    }
    const due = cluster.now().getTime() + milliseconds;
    if (entry.cancel && entry.due <= due) return;
    entry.cancel?.();
    entry.due = due;
    entry.cancel = cluster.after(milliseconds, () => {
      entry.cancel = undefined;
      void turn(entry);
    });
  }

  async function turn(entry: Entry): Promise<void> {
    if (crew.isStopped) return;
    if (entry.isRunning || !isAwake()) {
      entry.isDirty = true;
      if (!entry.isRunning) add(entry.place, ASLEEP);
      return;
    }
    entry.isRunning = true;
    entry.isDirty = false;
    crew.atWork.count++;
    const again = await attempted(entry);
    crew.atWork.count--;
    entry.isRunning = false;
    if (crew.isStopped) return;
    if (entry.isDirty) add(entry.place);
    else if (again !== undefined) add(entry.place, again);
    else if (!entry.cancel && !inside.get(entry.place)) entries.delete(keyOf(entry.place));
  }

  async function attempted(entry: Entry): Promise<number | undefined> {
    try {
      const next = await controller.reconcile(entry.place, desk);
      entry.faults = 0;
      return next?.again;
    } catch (error) {
      crew.onFault(controller.name, entry.place, error);
      return Math.min(5 * 2 ** ++entry.faults, 1000) * 1000;
    }
  }

  const desk: Desk = {
    cluster,
    inside,
    now: cluster.now,
    look: add,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        crew.atWork.count--;
        cluster.after(milliseconds, () => {
          if (crew.isStopped) return;
          crew.atWork.count++;
          resolve();
        });
      }),
  };

  return {
    controller,
    inside,
    add,
    begin() {
      for (const { apiVersion, kind } of controller.kinds)
        for (const it of inside.list(apiVersion, kind)) add(placeOf(it));
    },
    freeze(value) {
      isFrozen = value;
      if (isFrozen) return;
      for (const { place, isDirty } of [...entries.values()]) if (isDirty) add(place);
    },
    stop() {
      for (const { cancel } of entries.values()) cancel?.();
      entries.clear();
    },
  };
}

/** How often a controller that does not run is looked at again, in milliseconds. */
const ASLEEP = 1000;

function entryOf(entries: Map<string, Entry>, place: Place): Entry {
  const key = keyOf(place);
  const known = entries.get(key);
  if (known) return known;
  const entry: Entry = { place, due: 0, isRunning: false, isDirty: false, faults: 0 };
  entries.set(key, entry);
  return entry;
}

const keyOf = ({ apiVersion, kind, namespace, name }: Place): string =>
  `${apiVersion} ${kind} ${namespace}/${name}`;

type Route = (change: Change) => void;

/** Who wants to hear of changes, by storage; made anew whenever a definition changes. */
function routesOf(
  cluster: Cluster,
  queues: readonly Queue[],
): ReadonlyMap<string, readonly Route[]> {
  const kinds = new Map(servedKinds(cluster).map((it) => [`${apiVersionOf(it)} ${it.kind}`, it]));
  const routes = new Map<string, Route[]>();
  const listen = (watched: WatchedKind, queue: Queue, places: Watch["places"]) => {
    const kind = kinds.get(`${watched.apiVersion} ${watched.kind}`);
    if (!kind) return;
    const isNews = watched.isNews ?? isMoreThanStatus;
    const route: Route = ({ before, object, isDeleted }) => {
      if (!isDeleted && !isNews(before, object)) return;
      for (const it of places(served(object, kind), queue.inside)) queue.add(it);
    };
    routes.set(kind.storage, [...(routes.get(kind.storage) ?? []), route]);
  };
  for (const queue of queues) {
    for (const it of queue.controller.kinds) listen(it, queue, (object) => [placeOf(object)]);
    for (const it of queue.controller.watches ?? []) listen(it, queue, it.places);
  }
  return routes;
}

/** Anything but the status, and what the server itself keeps beside it. */
function isMoreThanStatus(before: JsonObject | undefined, after: JsonObject): boolean {
  if (!before) return true;
  return !same(withoutStatus(before), withoutStatus(after));
}

function withoutStatus(object: JsonObject): JsonObject {
  const { status: _, ...rest } = object;
  const { managedFields: __, resourceVersion: ___, ...metadata } = metadataOf(object);
  return { ...rest, metadata };
}
