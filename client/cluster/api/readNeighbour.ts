import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { Served } from "./discovery.ts";
import { type KubeObject, kubeObject } from "./kubeObject.ts";
import { pathOf } from "./requestPath.ts";
import type { Session } from "./session.ts";

/** What is known of an object outside of what is watched anyway. */
export type Neighbour =
  | { readonly kind: "unread" }
  | { readonly kind: "there"; readonly object: KubeObject }
  | { readonly kind: "missing" }
  | { readonly kind: "failed"; readonly isForbidden: boolean; readonly sentence: string };

/** Kinds without a state: only whether they are there is asked, and values of Secrets never come. */
export const isFixed = ({ kind, group }: ObjectIdentity): boolean =>
  group === "rbac.authorization.k8s.io" ||
  (group === "" && ["ConfigMap", "Secret", "ServiceAccount", "Service"].includes(kind));

const metadataOnly = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

/** Reads one object from the pinned cluster; `undefined` when the line was closed meanwhile. */
export async function readNeighbour(
  identity: ObjectIdentity,
  served: Served,
  session: Session,
  signal: AbortSignal,
): Promise<Neighbour | undefined> {
  const { kind, group, namespace, name } = identity;
  const resource = served.find(kind, group);
  if (!resource) return { kind: "failed", isForbidden: false, sentence: "this kind is not served" };
  const state = session.state();
  const line = state.kind === "pinned" ? session.connection(state.pin).value : undefined;
  if (!line) return undefined;
  const accept = isFixed(identity) ? metadataOnly : "application/json";
  const { value, failure } = await line.get(pathOf(resource, namespace, name), signal, accept);
  if (failure?.kind === "missing") return { kind: "missing" };
  if (failure?.kind === "cancelled" || failure?.kind === "closed") return undefined;
  if (failure)
    return {
      kind: "failed",
      isForbidden: failure.kind === "forbidden",
      sentence: failure.sentence,
    };
  const apiVersion = group === "" ? resource.version : `${group}/${resource.version}`;
  // The answer calls itself PartialObjectMetadata where only that was asked for.
  const object = kubeObject({ ...value, apiVersion, kind });
  return object && { kind: "there", object: slim(object) };
}

/** Schemas of definitions are large, and nobody looks at them here. */
const slim = (object: KubeObject): KubeObject =>
  object.kind === "CustomResourceDefinition" ? { ...object, spec: {}, whole: {} } : object;
