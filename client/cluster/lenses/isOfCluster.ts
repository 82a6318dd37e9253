import { json } from "../api/json.ts";
import type { KubeObject } from "../api/kubeObject.ts";

/**
 * May what stands in the folder of a cluster's entry point be in the cluster that we look at? The Kustomization of
 * bootstrap tells which folder that one is made from; without it nobody knows, and anything may be.
 *
 * @param folder `clusters/prod`; absent: no cluster of the workspace applies it
 */
export function isOfCluster(folder: string | undefined, objects: Iterable<KubeObject>): boolean {
  if (folder === undefined) return true;
  const paths = [...objects]
    .filter(({ kind, metadata }) => kind === "Kustomization" && metadata.name === "flux-system")
    .flatMap(({ spec }) => json.text(spec.path) ?? [])
    .map(inside)
    .filter((it) => it !== "");
  const own = inside(folder);
  return (
    paths.length === 0 ||
    paths.some((it) => own === it || own.endsWith(`/${it}`) || it.endsWith(`/${own}`))
  );
}

const inside = (path: string): string => path.replace(/^(\.?\/)+/, "").replace(/\/+$/, "");
