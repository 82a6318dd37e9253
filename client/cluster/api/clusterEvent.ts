import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { inventory } from "./inventory.ts";
import { json } from "./json.ts";
import { groupOf, identityOf, type KubeObject } from "./kubeObject.ts";
import { sourcesOf } from "./references.ts";

/** What a controller said of an object at some time. */
export interface ClusterEvent {
  /** Milliseconds since 1970: the last time it was said. */
  readonly at: number;
  readonly isWarning: boolean;
  readonly reason: string;
  readonly message: string;
  /** How often. */
  readonly count: number;
  readonly object: ObjectIdentity;
  /** Who said it: `kustomize-controller`. */
  readonly from: string;
}

/** Reads an event of the core group, in its older and its newer form. */
export function clusterEvent({ whole, metadata }: KubeObject): ClusterEvent {
  const involved = json.fields(whole.involvedObject);
  const namespace = json.text(involved.namespace);
  const times = [
    json.at(whole.series, "lastObservedTime"),
    whole.lastTimestamp,
    whole.eventTime,
    whole.firstTimestamp,
    metadata.creationTimestamp,
  ].map((it) => Date.parse(json.text(it) ?? ""));
  return {
    at: times.find((it) => !Number.isNaN(it)) ?? 0,
    isWarning: whole.type === "Warning",
    reason: json.text(whole.reason) ?? "",
    message: json.text(whole.message) ?? "",
    count: json.number(json.at(whole.series, "count")) ?? json.number(whole.count) ?? 1,
    from:
      json.text(whole.reportingComponent) || json.text(json.at(whole.source, "component")) || "",
    object: {
      group: groupOf(json.text(involved.apiVersion) ?? ""),
      kind: json.text(involved.kind) ?? "",
      name: json.text(involved.name) ?? "",
      ...(namespace ? { namespace } : {}),
    },
  };
}

/** Objects whose events tell how another one is. */
export interface EventScope {
  /** Where such events are kept. */
  readonly namespaces: readonly string[];
  readonly covers: (event: ClusterEvent) => boolean;
}

/**
 * An object, where it comes from, what it applied, and what workloads among these have made: their
 * ReplicaSets and Pods.
 *
 * https://fluxcd.io/flux/cmd/flux_events/
 */
export function eventScope(object: KubeObject): EventScope {
  const identities = [
    identityOf(object),
    ...sourcesOf(object),
    ...inventory(object),
    ...aims(object),
  ];
  const keys = new Set(identities.map(keyOf));
  const makers = identities.filter(({ kind }) => Object.hasOwn(madeNames, kind));
  const named = identities.flatMap(({ namespace }) => namespace ?? []);
  return {
    // What is said of objects without a namespace is kept in `default`.
    namespaces: [...new Set(named.length < identities.length ? [...named, "default"] : named)],
    covers: ({ object: about }) =>
      keys.has(keyOf(about)) || makers.some((maker) => isMadeBy(about, maker)),
  };
}

/** Versions and groups of events are not always told. */
const keyOf = ({ kind, namespace = "", name }: ObjectIdentity): string =>
  `${kind}/${namespace}/${name}`;

/** What a Canary steers is made by others, and is half of its story. */
function aims(object: KubeObject): readonly ObjectIdentity[] {
  if (object.kind !== "Canary") return [];
  const name = json.text(json.at(object.spec, "targetRef", "name"));
  const kind = json.text(json.at(object.spec, "targetRef", "kind"));
  const { namespace } = object.metadata;
  if (!name || !kind) return [];
  return [name, `${name}-primary`].map((it) => ({
    group: "apps",
    kind,
    name: it,
    ...(namespace === undefined ? {} : { namespace }),
  }));
}

/** Kubernetes' generated names have no vowels and none of the digits that look like them. */
const letters = "[bcdfghjklmnpqrstvwxz2456789]";
const madeNames: Readonly<Record<string, string>> = {
  Deployment: `-${letters}{6,10}(-${letters}{5})?`,
  DaemonSet: `-${letters}{5}`,
  Job: `-${letters}{5}`,
  CronJob: `-[0-9]+(-${letters}{5})?`,
  StatefulSet: "-[0-9]+",
  ReplicaSet: `-${letters}{5}`,
};

function isMadeBy(about: ObjectIdentity, maker: ObjectIdentity): boolean {
  if (about.namespace !== maker.namespace || !about.name.startsWith(maker.name)) return false;
  if (!["ReplicaSet", "Pod", "Job"].includes(about.kind)) return false;
  const rest = about.name.slice(maker.name.length);
  return new RegExp(`^${madeNames[maker.kind]}$`).test(rest);
}
