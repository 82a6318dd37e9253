import {
  field,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { objectKey } from "../../../server/engine/canary/objectKey.ts";
import { type Cluster, servedKinds } from "../../apiserver/cluster.ts";
import { apiVersionOf, type Kind } from "../../apiserver/kind.ts";
import { metadataOf } from "../../apiserver/objects/metadata.ts";
import { served } from "../../apiserver/versions.ts";
import { acceptedGeneration } from "../workloads/gateway.ts";

/**
 * The objects that Flagger may look at, by `Kind/namespace/name`, as they stand in the cluster; what Flagger wrote itself is
 * read in the version in which it was written.
 */
export function liveObjects(cluster: Cluster): ReadonlyMap<string, JsonObject> {
  const objects = new Map<string, JsonObject>();
  const kinds = servedKinds(cluster);
  for (const kind of kindsOfFlagger(cluster)) {
    for (const [, kept] of cluster.store.list(kind.storage)) {
      const written = writtenVersion(kept);
      const spoken = kinds.find((it) => it.kind === kind.kind && apiVersionOf(it) === written);
      const object = understood(served(kept, spoken ?? kind));
      const key = objectKey(object, "");
      // Knative keeps a Service of the cluster under the same name; Flagger looks at Knative's.
      if (isKnative(objects.get(key))) continue;
      objects.set(key, object);
    }
  }
  return objects;
}

/**
 * The simulator keeps with a route what its gateways will accept, and when. Of a live one it is known what they have
 * accepted, and that the rest is still to come.
 */
function understood(route: JsonObject): JsonObject {
  if (route.kind !== "HTTPRoute") return route;
  const accepted = acceptedGeneration(route);
  if (accepted === undefined) return route;
  const generation = numberOf(metadataOf(route).generation);
  const condition = (observedGeneration: number, lastTransitionTime: number) => ({
    type: "Accepted",
    status: "True",
    observedGeneration,
    lastTransitionTime,
  });
  const pending = accepted < generation ? [condition(generation, Number.MAX_VALUE)] : [];
  return { ...route, status: { parents: [{ conditions: [condition(accepted, 0), ...pending] }] } };
}

/** A version of a definition may take another form of a value than the others do. */
const writtenVersion = (object: JsonObject): string =>
  stringOf(
    field(
      listOf(metadataOf(object).managedFields).find((it) => field(it, "manager") === "flagger"),
      "apiVersion",
    ),
  );

const isKnative = (object: JsonObject | undefined): boolean =>
  stringOf(field(object, "apiVersion")).startsWith("serving.knative.dev/");

/** Each kind in the first of its versions; Knative's before those of the cluster. */
function kindsOfFlagger(cluster: Cluster): readonly Kind[] {
  const kinds = new Map<string, Kind>();
  for (const it of servedKinds(cluster)) {
    const isWanted = it.isCustom
      ? !it.group.endsWith(".toolkit.fluxcd.io") && it.group !== "fluxcd.controlplane.io"
      : BUILT_IN.has(`${it.group}/${it.kind}`);
    if (isWanted && !kinds.has(it.storage)) kinds.set(it.storage, it);
  }
  return [...kinds.values()].sort((a, b) => Number(b.isCustom) - Number(a.isCustom));
}

const BUILT_IN: ReadonlySet<string> = new Set([
  "apps/Deployment",
  "apps/DaemonSet",
  "/Service",
  "/ConfigMap",
  "/Secret",
  "autoscaling/HorizontalPodAutoscaler",
  "networking.k8s.io/Ingress",
]);
