import type { User } from "./access.ts";
import type { ApiRequest } from "./apiRequest.ts";
import { type Cluster, servedKinds } from "./cluster.ts";
import type { Kind } from "./kind.ts";

/** What of the API a request is about. */
export interface Target {
  readonly cluster: Cluster;
  readonly request: ApiRequest;
  readonly user: User;
  readonly kind: Kind;
  /** `""`: of all namespaces, or the kind has none. */
  readonly namespace: string;
  /** `""`: the collection. */
  readonly name: string;
  /** `""`: the object itself. */
  readonly subresource: string;
}

/** A path below a version, before it is known whether that is served. */
export interface ResourcePath {
  readonly group: string;
  readonly version: string;
  readonly namespace: string;
  readonly plural: string;
  readonly name: string;
  readonly subresource: string;
  /** Of the deprecated form `/watch/…`. */
  readonly isWatch: boolean;
}

export function resourcePath(path: string): ResourcePath | undefined {
  const steps = path
    .split("/")
    .filter((it) => it !== "")
    .map(decode);
  const [root, ...rest] = steps;
  if (root !== "api" && root !== "apis") return undefined;
  const [group, version, ...tail] = root === "api" ? ["", ...rest] : rest;
  if (group === undefined || version === undefined || tail.length === 0) return undefined;
  const isWatch = tail[0] === "watch";
  const below = isWatch ? tail.slice(1) : tail;
  const isInside = below[0] === "namespaces" && below.length > 2 && !isOfNamespace(below);
  const namespace = isInside ? (below[1] ?? "") : "";
  const [plural = "", name = "", ...subresource] = isInside ? below.slice(2) : below;
  return { group, version, namespace, plural, name, subresource: subresource.join("/"), isWatch };
}

/** `namespaces/x/status` is about the namespace. */
const isOfNamespace = ([, , third]: readonly string[]): boolean =>
  third === "status" || third === "finalize";

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

export const findKind = (
  cluster: Cluster,
  { group, version, plural }: Pick<ResourcePath, "group" | "version" | "plural">,
): Kind | undefined =>
  servedKinds(cluster).find(
    (it) => it.plural === plural && it.group === group && it.version === version,
  );
