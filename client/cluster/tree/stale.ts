import { restedSentence } from "../api/followState.ts";
import { groupOf, type KubeObject } from "../api/kubeObject.ts";
import type { Watched, WatchedPart } from "../api/watched.ts";

/** Since when what is known of an object is no longer kept up to date; `undefined`: it is. */
export type Stale = (object: KubeObject) => number | undefined;

export function staleOf(watched: readonly Watched[]): Stale {
  const byKind = new Map<string, ReadonlyMap<string, number>>();
  for (const { resource, parts } of watched) {
    const stale = parts.filter(isStale);
    if (stale.length === 0) continue;
    const since = new Map(stale.map(({ namespace = "", state }) => [namespace, state.since]));
    byKind.set(`${resource.kind}.${resource.group}`, since);
  }
  // The usual case, asked for each line.
  if (byKind.size === 0) return () => undefined;
  return ({ kind, apiVersion, metadata }) => {
    const since = byKind.get(`${kind}.${groupOf(apiVersion)}`);
    return since?.get("") ?? since?.get(metadata.namespace ?? "");
  };
}

type StalePart = WatchedPart & { readonly state: { readonly kind: "stale" } };

// While nobody looks, nothing is drawn, and after that the list comes at once.
const isStale = (part: WatchedPart): part is StalePart =>
  part.state.kind === "stale" && part.state.sentence !== restedSentence;
