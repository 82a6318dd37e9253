import type { Json, JsonObject } from "../../server/engine/canary/json.ts";
import { type User, users } from "./access.ts";
import type { ApiResponse } from "./apiRequest.ts";
import { type Cluster, kindOf, timestamp } from "./cluster.ts";
import { handle } from "./handle.ts";
import { apiVersionOf, type Kind } from "./kind.ts";
import { metadataOf, nameOf, namespaceOf } from "./objects/metadata.ts";
import { failure } from "./refusal.ts";
import { storeKey } from "./store.ts";
import { served } from "./versions.ts";

/** Where an object is: what a controller is asked to look at. */
export interface Place {
  readonly apiVersion: string;
  readonly kind: string;
  /** `""` for what has no namespace. */
  readonly namespace: string;
  readonly name: string;
}

/** What a write of a controller came to: the object, or the Status that says why not. */
export interface Outcome {
  readonly code: number;
  readonly object: JsonObject;
}

/**
 * The API as a controller inside of the demo cluster uses it. Writes take the same way as those of any client, so that
 * managers, generations, defaults and refusals are the same; reads come straight from the store.
 */
export interface Inside {
  /** The field manager and the source of events, such as `kustomize-controller`. */
  readonly name: string;
  readonly get: (place: Place) => JsonObject | undefined;
  readonly list: (apiVersion: string, kind: string) => readonly JsonObject[];
  readonly create: (object: JsonObject) => Outcome;
  /** Server-side apply with force; a dry run keeps nothing. */
  readonly apply: (object: JsonObject, isDryRun?: boolean) => Outcome;
  /** A merge patch of the object; with `"status"` of its status. */
  readonly patch: (place: Place, change: JsonObject, subresource?: "status") => Outcome;
  /** A JSON patch: its operations in order. */
  readonly change: (place: Place, operations: readonly JsonObject[]) => Outcome;
  readonly remove: (place: Place, propagation?: "Background" | "Foreground" | "Orphan") => Outcome;
  /** Calls back with every object of a kind that changed or went; the answer ends that. */
  readonly onChange: (
    apiVersion: string,
    kind: string,
    listener: (object: JsonObject, isDeleted: boolean) => void,
  ) => () => void;
  /** Says an Event about an object; the same one again counts up. */
  readonly event: (
    about: JsonObject,
    type: "Normal" | "Warning",
    reason: string,
    message: string,
    annotations?: JsonObject,
  ) => void;
}

/**
 * `name`: the field manager and the source of events, such as `kustomize-controller`. `user`: whose rights count;
 * without one, everything is allowed.
 */
export function insideOf(
  cluster: Cluster,
  name: string,
  user: User = { ...users.admin, name },
): Inside {
  const own: Cluster = { ...cluster, users: new Map([["", user]]) };
  const ask = (
    method: string,
    path: string,
    body: Json | undefined,
    type: string,
    query = "",
  ): Outcome => {
    const response = handle(own, {
      method,
      path,
      query: new URLSearchParams(`fieldManager=${name}${query}`),
      headers: { authorization: "Bearer ", "content-type": type },
      body: body === undefined ? "" : JSON.stringify(body),
    });
    return { code: response.status, object: objectIn(response) };
  };
  const inside: Inside = {
    name,
    get(place) {
      const kind = kindOf(cluster, place.apiVersion, place.kind);
      const object = kind && cluster.store.get(kind.storage, storeKey(place.namespace, place.name));
      return kind && object && served(object, kind);
    },
    list(apiVersion, kind) {
      const found = kindOf(cluster, apiVersion, kind);
      return found ? cluster.store.list(found.storage).map(([, it]) => served(it, found)) : [];
    },
    create: (object) => ask("POST", pathOf(cluster, placeOf(object), false), object, JSON_TYPE),
    apply: (object, isDryRun = false) =>
      ask(
        "PATCH",
        pathOf(cluster, placeOf(object)),
        object,
        "application/apply-patch+yaml",
        `&force=true${isDryRun ? "&dryRun=All" : ""}`,
      ),
    change: (place, operations) =>
      ask("PATCH", pathOf(cluster, place), operations, "application/json-patch+json"),
    patch: (place, change, subresource) =>
      ask(
        "PATCH",
        `${pathOf(cluster, place)}${subresource ? `/${subresource}` : ""}`,
        change,
        "application/merge-patch+json",
      ),
    remove: (place, propagation = "Background") =>
      ask("DELETE", pathOf(cluster, place), { propagationPolicy: propagation }, JSON_TYPE),
    onChange: (apiVersion, kind, listener) =>
      cluster.store.onChange(({ storage, object, isDeleted }) => {
        const found = kindOf(cluster, apiVersion, kind);
        if (found?.storage === storage) listener(served(object, found), isDeleted);
      }),
    event: (about, type, reason, message, annotations) =>
      say(cluster, inside, name, { about, type, reason, message, annotations }),
  };
  return inside;
}

/** What is not served at all is answered in plain text. */
const objectIn = ({ body, status }: ApiResponse): JsonObject =>
  body.startsWith("{")
    ? (JSON.parse(body) as JsonObject)
    : failure(status, "NotFound", body.trim());

const JSON_TYPE = "application/json";

export const placeOf = (object: JsonObject): Place => ({
  apiVersion: String(object.apiVersion),
  kind: String(object.kind),
  namespace: namespaceOf(object),
  name: nameOf(object),
});

/** The path of an object; one whose kind is not served leads nowhere, as for any client. */
function pathOf(
  cluster: Cluster,
  { apiVersion, kind, namespace, name }: Place,
  isNamed = true,
): string {
  const found: Kind | undefined = kindOf(cluster, apiVersion, kind);
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  if (!found) return `${root}/${kind.toLowerCase()}`;
  const inside = found.namespaced ? `/namespaces/${namespace}` : "";
  const at = apiVersionOf(found).includes("/") ? `/apis/${apiVersionOf(found)}` : root;
  return `${at}${inside}/${found.plural}${isNamed ? `/${encodeURIComponent(name)}` : ""}`;
}

interface Said {
  readonly about: JsonObject;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly annotations?: JsonObject | undefined;
}

function say(
  cluster: Cluster,
  inside: Inside,
  component: string,
  { about, type, reason, message, annotations }: Said,
): void {
  const { name, namespace, uid, resourceVersion } = metadataOf(about);
  const { apiVersion, kind } = about;
  const now = timestamp(cluster.now());
  const isSame = (it: JsonObject): boolean =>
    it.reason === reason &&
    it.message === message &&
    it.type === type &&
    (it.involvedObject as JsonObject).uid === uid &&
    (it.source as JsonObject | undefined)?.component === component;
  const known = inside.list("v1", "Event").find(isSame);
  if (known) {
    inside.patch(placeOf(known), { count: Number(known.count ?? 1) + 1, lastTimestamp: now });
    return;
  }
  inside.create({
    apiVersion: "v1",
    kind: "Event",
    metadata: {
      generateName: `${String(name)}.`,
      namespace: namespace ?? "default",
      ...(annotations && { annotations }),
    },
    involvedObject: { apiVersion, kind, name, namespace, uid, resourceVersion },
    reason,
    message,
    type,
    source: { component },
    reportingComponent: component,
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
  });
}
