import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { type Desk, readObject } from "./desk.ts";
import { type Fields, json } from "./json.ts";
import { groupOf, identityOf, type KubeObject, keyOf } from "./kubeObject.ts";

/** One level above an object: what made it or applied it. */
export interface Applier {
  readonly object: ObjectIdentity;
  /** As it is now; a text tells why it could not be read. */
  readonly found: KubeObject | string;
}

/** More levels than any cluster has. */
const most = 10;

/**
 * Who brought an object into the cluster, the nearest first: its owner, then the Kustomization,
 * HelmRelease or ResourceSet whose labels it carries, and who applied that.
 *
 * https://fluxcd.io/flux/cmd/flux_trace/
 */
export async function appliersOf(
  desk: Desk,
  object: KubeObject,
  signal: AbortSignal,
): Promise<readonly Applier[]> {
  const all: Applier[] = [];
  const visited = new Set([keyOf(identityOf(object))]);
  let current: KubeObject | undefined = object;
  while (current && all.length < most) {
    const above: ObjectIdentity | undefined = applierOf(current);
    if (!above || visited.has(keyOf(above))) return all;
    visited.add(keyOf(above));
    const { value, failure } = await readObject(desk, above, signal);
    all.push({ object: above, found: value?.object ?? failure?.sentence ?? "" });
    current = value?.object;
  }
  return all;
}

/** What an object itself says of who made or applied it. */
export function applierOf(object: KubeObject): ObjectIdentity | undefined {
  return ownerOf(object) ?? labelled(object.metadata.labels);
}

function ownerOf({ whole, metadata }: KubeObject): ObjectIdentity | undefined {
  const owners = json.list(json.at(whole, "metadata", "ownerReferences"));
  const owner = owners.find((it) => json.at(it, "controller") === true) ?? owners[0];
  const { apiVersion, kind, name } = json.fields(owner);
  if (typeof kind !== "string" || typeof name !== "string") return undefined;
  const { namespace } = metadata;
  const group = groupOf(json.text(apiVersion) ?? "");
  return { group, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

const labels = [
  ["kustomize.toolkit.fluxcd.io", "kustomize.toolkit.fluxcd.io", "Kustomization"],
  ["helm.toolkit.fluxcd.io", "helm.toolkit.fluxcd.io", "HelmRelease"],
  ["resourceset.fluxcd.controlplane.io", "fluxcd.controlplane.io", "ResourceSet"],
  ["fluxcd.controlplane.io", "fluxcd.controlplane.io", "FluxInstance"],
] as const;

function labelled(all: Fields): ObjectIdentity | undefined {
  for (const [prefix, group, kind] of labels) {
    const name = json.text(all[`${prefix}/name`]);
    const namespace = json.text(all[`${prefix}/namespace`]);
    if (name) return { group, kind, name, ...(namespace ? { namespace } : {}) };
  }
  return undefined;
}
