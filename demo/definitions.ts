import type { JsonObject } from "../server/engine/canary/json.ts";
import type { Cluster } from "./apiserver/cluster.ts";
import known from "./apiserver/data/definitions.json" with { type: "json" };
import { insideOf } from "./apiserver/inside.ts";

/** The CustomResourceDefinitions of Flux 2.9, Flagger 1.44 and their neighbours. */
export const fluxDefinitions = known as unknown as readonly JsonObject[];

/** Adds definitions to a cluster. */
export function define(cluster: Cluster, definitions: readonly JsonObject[]): void {
  const { create } = insideOf(cluster, "kube-apiserver");
  for (const it of definitions) create(it);
}
