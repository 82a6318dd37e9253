import type { Call } from "./call.ts";
import type { Cluster, Refusal } from "./cluster.ts";
import { invalidAutoscaler } from "./invalidAutoscaler.ts";
import { invalidRoute } from "./invalidRoute.ts";
import { invalidService } from "./invalidService.ts";
import { field, isObject, type JsonObject, listOf, stringOf } from "./json.ts";
import { keyOf, objectKey } from "./objectKey.ts";
import type { Reason } from "./reason.ts";
import { isScaledToZero } from "./scaledToZero.ts";
import { stored } from "./stored.ts";
import { tokenOf } from "./tokenOf.ts";
import type { PodsChange } from "./world.ts";

/**
 * The objects between two ticks; when the pods of each workload last had to change, and when autoscalers were born.
 * Shared while nothing changes.
 */
export interface Store {
  readonly objects: ReadonlyMap<string, JsonObject>;
  readonly changed: ReadonlyMap<string, PodsChange>;
}

/** `at`: seconds since tick 0. */
export interface Moment {
  readonly tick: number;
  readonly at: number;
}

export interface LiveCluster extends Cluster {
  /** What stands now. The cluster goes on; it copies before its next write. */
  readonly store: () => Store;
  /** When the pods of a workload last had to change, or an autoscaler was born. */
  readonly changedAt: (key: string) => PodsChange | undefined;
  /** Counts the writes, so that what was found can be kept until the next. */
  readonly writes: () => number;
}

/** Opens the store for the writes of one tick, or of the edits before it. */
export function liveCluster(
  from: Store,
  namespace: string,
  now: Moment,
  say: (call: Call) => void,
): LiveCluster {
  let { objects, changed } = from;
  let own: Map<string, JsonObject> | undefined;
  let writes = 0;

  function put(key: string, object: JsonObject | undefined): void {
    own ??= new Map(objects);
    objects = own;
    writes++;
    if (object) own.set(key, object);
    else own.delete(key);
  }

  function write(
    verb: "create" | "update" | "patch",
    object: JsonObject,
    why: Reason | undefined,
  ): Refusal | undefined {
    const key = objectKey(object, namespace);
    const before = objects.get(key);
    const refused = refusalOf(verb, object, before, objects);
    if (refused) {
      say(
        why
          ? { call: "write", verb, object, refused, why }
          : { call: "write", verb, object, refused },
      );
      return refused;
    }
    const after = stored(object, before);
    put(key, after);
    const change = podsChange(before, after);
    if (change) changed = new Map(changed).set(key, { ...now, fromZero: change === "up" });
    say(why ? { call: "write", verb, object: after, why } : { call: "write", verb, object: after });
    return undefined;
  }

  function remove(key: string): void {
    const object = objects.get(key);
    if (!object) return;
    put(key, undefined);
    for (const [otherKey, other] of [...objects]) {
      if (isOwnedBy(other, object, namespace)) remove(otherKey);
    }
  }

  return {
    find: (it) => objects.get(keyOf(it.kind, it.namespace ?? namespace, it.name)),
    *all(kind, of = namespace) {
      const prefix = keyOf(kind, of, "");
      for (const [key, object] of objects) if (key.startsWith(prefix)) yield object;
    },
    create: (object, why) => write("create", object, why),
    update: (object, verb = "update", why) => write(verb, object, why),
    remove: (it) => remove(keyOf(it.kind, it.namespace ?? namespace, it.name)),
    changedAt: (key) => changed.get(key),
    writes: () => writes,
    store() {
      own = undefined;
      return objects === from.objects && changed === from.changed ? from : { objects, changed };
    },
  };
}

function refusalOf(
  verb: "create" | "update" | "patch",
  asked: JsonObject,
  before: JsonObject | undefined,
  objects: ReadonlyMap<string, JsonObject>,
): Refusal | undefined {
  if (verb === "create" && before) {
    const name = stringOf(field(asked, "metadata", "name"));
    return { code: 409, message: `${stringOf(asked.kind)} "${name}" already exists` };
  }
  switch (asked.kind) {
    case "Service":
      return invalidService(asked, before) ?? (before ? undefined : addressTaken(asked, objects));
    case "HorizontalPodAutoscaler":
      return invalidAutoscaler(asked);
    case "HTTPRoute":
      return invalidRoute(asked);
    default:
      return undefined;
  }
}

/** The copy of a Service that is not of type ClusterIP asks for the address of the original. */
function addressTaken(
  asked: JsonObject,
  objects: ReadonlyMap<string, JsonObject>,
): Refusal | undefined {
  const address = stringOf(field(asked, "spec", "clusterIP"));
  if (address === "" || address === "None") return undefined;
  for (const other of objects.values()) {
    if (other.kind !== "Service" || field(other, "spec", "clusterIP") !== address) continue;
    const name = stringOf(field(asked, "metadata", "name"));
    const message = `failed to allocate IP ${address}: provided IP is already allocated`;
    return {
      code: 422,
      message: `Service "${name}" is invalid: spec.clusterIPs: Invalid value: ["${address}"]: ${message}`,
    };
  }
  return undefined;
}

/** How the pods of a workload change with a write: made anew where there were none, or replaced by others. */
function podsChange(before: JsonObject | undefined, after: JsonObject): "up" | "over" | undefined {
  if (after.kind === "HorizontalPodAutoscaler") return before ? undefined : "up";
  if (after.kind !== "Deployment" && after.kind !== "DaemonSet") return undefined;
  if (!before) return "up";
  if (before.spec === after.spec) return undefined;
  const [none, still] = [isAtZero(before), isAtZero(after)];
  if (none && !still) return "up";
  const [was, is] = [field(before, "spec", "template"), field(after, "spec", "template")];
  if (was === is || (isObject(was) && isObject(is) && tokenOf(was) === tokenOf(is))) {
    return undefined;
  }
  return none ? "up" : "over";
}

const isAtZero = (object: JsonObject): boolean =>
  object.kind === "Deployment" ? field(object, "spec", "replicas") === 0 : isScaledToZero(object);

function isOwnedBy(object: JsonObject, owner: JsonObject, namespace: string): boolean {
  const home = stringOf(field(owner, "metadata", "namespace")) || namespace;
  if ((stringOf(field(object, "metadata", "namespace")) || namespace) !== home) return false;
  return listOf(field(object, "metadata", "ownerReferences")).some(
    (it) =>
      field(it, "kind") === owner.kind && field(it, "name") === field(owner, "metadata", "name"),
  );
}
