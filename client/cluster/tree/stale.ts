import { restedSentence } from "../api/followState.ts";
import { groupOf, type KubeObject } from "../api/kubeObject.ts";
import type { Watched } from "../api/watched.ts";

/** Since when what is known of an object is no longer kept up to date; `undefined`: it is. */
export type Stale = (object: KubeObject) => number | undefined;

export function staleOf(watched: readonly Watched[]): Stale {
  const byKind = new Map<string, ReadonlyMap<string, number>>();
  for (const { resource, parts } of watched) {
    const since = new Map(
      parts.flatMap(({ namespace = "", state }) =>
        // While nobody looks, nothing is drawn, and after that the list comes at once.
        state.kind === "stale" && state.sentence !== restedSentence
          ? [[namespace, state.since]]
          : [],
      ),
    );
    if (since.size > 0) byKind.set(`${resource.kind}.${resource.group}`, since);
  }
  return ({ kind, apiVersion, metadata }) => {
    const since = byKind.get(`${kind}.${groupOf(apiVersion)}`);
    return since?.get("") ?? since?.get(metadata.namespace ?? "");
  };
}
