import type { Connection } from "./connection.ts";
import type { Outcome } from "./failure.ts";
import { json } from "./json.ts";
import { type KnownKind, kinds } from "./kinds.ts";

/** One kind as a server serves it in one version. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly isNamespaced: boolean;
  readonly verbs: readonly string[];
}

/** What a server serves. */
export interface Served {
  /** Versions of a group, the server's favourite first. */
  readonly resources: readonly Resource[];
  /** The newest version of a kind that both the server and we know, or the server's favourite. */
  find(kind: string, group: string): Resource | undefined;
  /** Those of Flux's and Flagger's kinds that are served. */
  readonly known: readonly { readonly kind: KnownKind; readonly resource: Resource }[];
}

const aggregated = [
  "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
  "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList",
  "application/json",
].join(",");

/**
 * Asks which kinds are served: in two requests where the server can tell all at once (Kubernetes
 * 1.26 and later), else group by group.
 *
 * https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery
 */
export async function discover(
  connection: Connection,
  signal: AbortSignal,
): Promise<Outcome<Served>> {
  const [core, groups] = await Promise.all([
    connection.get("/api", signal, aggregated),
    connection.get("/apis", signal, aggregated),
  ]);
  if (core.failure) return core;
  if (groups.failure) return groups;
  if (groups.value.kind === "APIGroupDiscoveryList")
    return { value: servedOf([core.value, groups.value].flatMap(resourcesOfList)) };
  return groupByGroup(connection, groups.value, signal);
}

function servedOf(resources: readonly Resource[]): Served {
  const byKind = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = `${resource.kind}.${resource.group}`;
    const others = byKind.get(key);
    if (others) others.push(resource);
    else byKind.set(key, [resource]);
  }
  const pick = (key: string, versions: readonly string[]) => {
    const served = byKind.get(key) ?? [];
    const wanted = versions.find((version) => served.some((it) => it.version === version));
    return served.find(({ version }) => version === wanted);
  };
  const known = kinds.flatMap((kind) => {
    const resource = pick(`${kind.kind}.${kind.group}`, kind.versions);
    return resource ? [{ kind, resource }] : [];
  });
  const find = (kind: string, group: string) =>
    known.find(({ kind: it }) => it.kind === kind && it.group === group)?.resource ??
    byKind.get(`${kind}.${group}`)?.[0];
  return { resources, known, find };
}

function resourcesOfList(list: unknown): Resource[] {
  return json.list(json.at(list, "items")).flatMap((group) => {
    const name = json.text(json.at(group, "metadata", "name")) ?? "";
    return json.list(json.at(group, "versions")).flatMap((version) =>
      json.list(json.at(version, "resources")).flatMap((resource) => {
        const kind = json.text(json.at(resource, "responseKind", "kind"));
        const plural = json.text(json.at(resource, "resource"));
        if (!kind || !plural) return [];
        return {
          group: name,
          version: json.text(json.at(version, "version")) ?? "",
          kind,
          plural,
          isNamespaced: json.at(resource, "scope") === "Namespaced",
          verbs: json.list(json.at(resource, "verbs")).map(String),
        };
      }),
    );
  });
}

async function groupByGroup(
  connection: Connection,
  groups: unknown,
  signal: AbortSignal,
): Promise<Outcome<Served>> {
  const versions = json
    .list(json.at(groups, "groups"))
    .flatMap((group) => json.list(json.at(group, "versions")))
    .flatMap((it) => json.text(json.at(it, "groupVersion")) ?? []);
  const paths = ["/api/v1", ...versions.map((it) => `/apis/${it}`)];
  const lists = await Promise.all(paths.map((path) => connection.get(path, signal)));
  // A group whose own server is down must not hide all others.
  const failure = lists.every((it) => it.failure) ? lists[0]?.failure : undefined;
  if (failure) return { failure };
  return { value: servedOf(lists.flatMap((it) => resourcesOfVersion(it.value))) };
}

function resourcesOfVersion(list: unknown): Resource[] {
  const whole = json.text(json.at(list, "groupVersion")) ?? "v1";
  const [version = "", group = ""] = whole.split("/").reverse();
  return json.list(json.at(list, "resources")).flatMap((resource) => {
    const { name, kind, namespaced, verbs } = json.fields(resource);
    if (typeof name !== "string" || typeof kind !== "string" || name.includes("/")) return [];
    return {
      group,
      version,
      kind,
      plural: name,
      isNamespaced: namespaced === true,
      verbs: json.list(verbs).map(String),
    };
  });
}
