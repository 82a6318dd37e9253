import type { Json, JsonObject } from "../../../server/engine/canary/json.ts";
import { apiVersionOf, type Kind } from "../kind.ts";

/** Discovery as it was from the start: groups, and the resources of one version. */
export const legacy = {
  versions: (): JsonObject => ({
    kind: "APIVersions",
    versions: ["v1"],
    serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: "127.0.0.1" }],
  }),

  groups: (kinds: readonly Kind[]): JsonObject => ({
    kind: "APIGroupList",
    apiVersion: "v1",
    groups: groupNames(kinds).map((group) => groupOf(kinds, group)),
  }),

  group(kinds: readonly Kind[], group: string): JsonObject | undefined {
    if (!groupNames(kinds).includes(group)) return undefined;
    return { kind: "APIGroup", apiVersion: "v1", ...groupOf(kinds, group) };
  },

  resources(kinds: readonly Kind[], groupVersion: string): JsonObject | undefined {
    const own = kinds.filter((it) => apiVersionOf(it) === groupVersion);
    if (own.length === 0) return undefined;
    return {
      kind: "APIResourceList",
      ...(groupVersion !== "v1" && { apiVersion: "v1" }),
      groupVersion,
      resources: own.flatMap(resourcesOf),
    };
  },
};

export const groupNames = (kinds: readonly Kind[]): readonly string[] => [
  ...new Set(kinds.map((it) => it.group).filter((it) => it !== "")),
];

export const versionsOf = (kinds: readonly Kind[], group: string): readonly string[] => [
  ...new Set(kinds.filter((it) => it.group === group).map((it) => it.version)),
];

function groupOf(kinds: readonly Kind[], group: string): JsonObject {
  const versions = versionsOf(kinds, group).map((version) => ({
    groupVersion: `${group}/${version}`,
    version,
  }));
  return { name: group, versions, preferredVersion: versions[0] };
}

function resourcesOf(kind: Kind): readonly Json[] {
  const { plural, singular, namespaced, verbs, shortNames, categories } = kind;
  return [
    {
      name: plural,
      singularName: singular,
      namespaced,
      kind: kind.kind,
      verbs,
      ...(shortNames.length > 0 && { shortNames }),
      ...(categories.length > 0 && { categories }),
    },
    ...kind.subresources.map((it) => ({
      name: `${plural}/${it}`,
      singularName: "",
      namespaced,
      ...subresource(kind, it),
    })),
  ];
}

/** The kind and verbs of a subresource. */
export function subresource(kind: Kind, name: string): JsonObject {
  switch (name) {
    case "scale":
      return {
        group: "autoscaling",
        version: "v1",
        kind: "Scale",
        verbs: ["get", "patch", "update"],
      };
    case "log":
      return { kind: "Pod", verbs: ["get"] };
    case "eviction":
      return { group: "policy", version: "v1", kind: "Eviction", verbs: ["create"] };
    case "token":
      return {
        group: "authentication.k8s.io",
        version: "v1",
        kind: "TokenRequest",
        verbs: ["create"],
      };
    case "binding":
      return { kind: "Binding", verbs: ["create"] };
    default:
      return { kind: kind.kind, verbs: ["get", "patch", "update"] };
  }
}
