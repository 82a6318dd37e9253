import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { type Fields, json } from "./json.ts";

/** An object as the API server tells it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec: Fields;
  readonly status: Fields;
  /** All of it, as it came. */
  readonly whole: Fields;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly labels: Fields;
  readonly annotations: Fields;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
}

/**
 * Reads an object; `undefined` when it has no name.
 *
 * @param type what the items of a list are, since they do not say it themselves
 */
export function kubeObject(
  value: unknown,
  type: { readonly apiVersion?: string; readonly kind?: string } = {},
): KubeObject | undefined {
  const whole = json.fields(value);
  const metadata = json.fields(whole.metadata);
  const name = json.text(metadata.name);
  if (name === undefined) return undefined;
  const apiVersion = json.text(whole.apiVersion) ?? type.apiVersion ?? "";
  const kind = json.text(whole.kind) ?? type.kind ?? "";
  return {
    apiVersion,
    kind,
    metadata: readMetadata(name, metadata),
    spec: json.fields(whole.spec),
    status: json.fields(whole.status),
    whole: { ...whole, apiVersion, kind },
  };
}

function readMetadata(name: string, metadata: Fields): Metadata {
  const namespace = json.text(metadata.namespace);
  const generation = json.number(metadata.generation);
  const creationTimestamp = json.text(metadata.creationTimestamp);
  const deletionTimestamp = json.text(metadata.deletionTimestamp);
  return {
    name,
    ...(namespace ? { namespace } : {}),
    uid: json.text(metadata.uid) ?? "",
    resourceVersion: json.text(metadata.resourceVersion) ?? "",
    ...(generation === undefined ? {} : { generation }),
    labels: json.fields(metadata.labels),
    annotations: json.fields(metadata.annotations),
    ...(creationTimestamp ? { creationTimestamp } : {}),
    ...(deletionTimestamp ? { deletionTimestamp } : {}),
  };
}

/** The API group of an `apiVersion`; empty for the core group. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";

export function identityOf(object: KubeObject): ObjectIdentity {
  const { name, namespace } = object.metadata;
  return {
    group: groupOf(object.apiVersion),
    kind: object.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
  };
}

/** The same text for the same object, whatever version it was read in. */
export const keyOf = (it: ObjectIdentity): string =>
  `${it.kind}.${it.group}/${it.namespace ?? ""}/${it.name}`;

/** As people write it: `Kustomization flux-system/apps`. */
export const nameOf = (it: ObjectIdentity): string =>
  `${it.kind} ${it.namespace === undefined ? "" : `${it.namespace}/`}${it.name}`;
