import { type User, users } from "./access.ts";
import { customKinds } from "./crds/customKinds.ts";
import { apiVersionOf, type Kind } from "./kind.ts";
import { builtinKinds } from "./kubernetes.ts";
import type { ServiceRequest, ServiceResponse } from "./proxy.ts";
import { emptyStore, type Store } from "./store.ts";

/** All that a request may ask of its server. */
export interface Cluster {
  readonly store: Store;
  readonly now: () => Date;
  /** Calls back after so many milliseconds; the answer ends that. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  readonly uid: () => string;
  /** Letters at the end of a generated name. */
  readonly letters: (count: number) => string;
  /** Users by token. */
  readonly users: ReadonlyMap<string, User>;
  /** What a container wrote; `undefined` where it never ran. */
  readonly logs: (pod: PodPlace) => string | undefined;
  /** What a Service answers that the API server passes a request on to; `undefined` where nobody does. */
  readonly services: (request: ServiceRequest) => ServiceResponse | undefined;
}

export interface PodPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

export type ClusterOptions = Partial<Cluster>;

export function newCluster(options: ClusterOptions = {}): Cluster {
  let count = 0;
  return {
    store: emptyStore(),
    now: () => new Date(0),
    after: () => () => {},
    uid: () => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`,
    letters: (length) => String(++count).padStart(length, "b"),
    users: new Map([["admin", users.admin]]),
    logs: () => undefined,
    services: () => undefined,
    ...options,
  };
}

/** A moment as the API server writes it: to the second. */
export const timestamp = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** All kinds that are served now, in the order of discovery. */
export function servedKinds({ store }: Cluster): readonly Kind[] {
  const definitions = store.list(CRDS).map(([, it]) => it);
  const known = served.get(store);
  if (known && sameItems(known.definitions, definitions)) return known.kinds;
  const kinds = [...builtinKinds, ...customKinds(definitions)];
  served.set(store, { definitions, kinds });
  return kinds;
}

export const CRDS = "apiextensions.k8s.io/customresourcedefinitions";

const served = new WeakMap<
  Store,
  { readonly definitions: readonly unknown[]; readonly kinds: readonly Kind[] }
>();

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((it, index) => it === b[index]);

export const kindOf = (cluster: Cluster, apiVersion: string, kind: string): Kind | undefined =>
  servedKinds(cluster).find((it) => it.kind === kind && apiVersionOf(it) === apiVersion);
