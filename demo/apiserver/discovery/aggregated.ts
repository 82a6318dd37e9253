import type { Json, JsonObject } from "../../../server/engine/canary/json.ts";
import type { Kind } from "../kind.ts";
import { groupNames, subresource, versionsOf } from "./groups.ts";

/**
 * Discovery in one answer: `/api` for the core group, `/apis` for all others.
 *
 * https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery
 */
export function aggregated(kinds: readonly Kind[], isCore: boolean, version: string): JsonObject {
  const groups = isCore ? [""] : groupNames(kinds);
  return {
    kind: "APIGroupDiscoveryList",
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map((group) => ({
      metadata: group === "" ? {} : { name: group },
      versions: versionsOf(kinds, group).map((it) => ({
        version: it,
        resources: kinds
          .filter((kind) => kind.group === group && kind.version === it)
          .map(resourceOf),
        freshness: "Current",
      })),
    })),
  };
}

function resourceOf(kind: Kind): Json {
  const { plural, singular, namespaced, verbs, shortNames, categories, subresources } = kind;
  const own = {
    group: kind.isCustom ? kind.group : "",
    version: kind.isCustom ? kind.version : "",
  };
  return {
    resource: plural,
    responseKind: { ...own, kind: kind.kind },
    scope: namespaced ? "Namespaced" : "Cluster",
    singularResource: singular,
    verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(subresources.length > 0 && {
      subresources: subresources.map((name) => {
        const { verbs: allowed, ...rest } = subresource(kind, name);
        return { subresource: name, responseKind: { ...own, ...rest }, verbs: allowed };
      }),
    }),
  };
}
