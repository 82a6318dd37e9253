import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../../../../server/engine/canary/json.ts";
import { buildFlux, type FluxError } from "../../../../server/engine/flux/fluxBuild.ts";
import type { KindKnowledge } from "../../../../server/engine/flux/kindKnowledge.ts";
import type { FindValues } from "../../../../server/engine/flux/variables.ts";
import { goJson } from "../../../../server/engine/kustomize/json.ts";
import { emptyMemory, readerOf } from "../../../../server/engine/kustomize/memory.ts";
import type { Cluster } from "../../../apiserver/cluster.ts";
import { servedKinds } from "../../../apiserver/cluster.ts";
import type { Desk } from "../../controller.ts";
import { flagsOf } from "../flags.ts";
import { type Artifact, filesBelow } from "../source/artifact.ts";
import type { Subject } from "../subject.ts";
import { clusterNode } from "./clusterNode.ts";

/** What a Kustomization applies, in the order in which it does. */
export type Built =
  | {
      readonly objects: readonly JsonObject[];
      /** `sha256:` and the hash of all of it. */
      readonly digest: string;
    }
  | { readonly error: Pick<FluxError, "reason" | "message"> };

/** Builds a Kustomization from an artifact and the live ConfigMaps and Secrets, by the engine. */
export function build(
  { object, place }: Subject,
  { files, folders }: Artifact,
  { cluster, inside }: Desk,
  root: string,
): Built {
  const kustomization = clusterNode(object);
  if (!kustomization) return { error: { reason: "BuildFailed", message: "the object is no map" } };
  const find: FindValues = (kind, name) => {
    const found = inside.get({ apiVersion: "v1", kind, namespace: place.namespace, name });
    const node = found && clusterNode(found);
    return node ? { node, sealed: false } : "missing";
  };
  const done = buildFlux({
    key: `${place.namespace}/${place.name}`,
    kustomization,
    source: {
      root,
      ignore: undefined,
      sparse: undefined,
      includes: [],
      ignoreFiles: [],
      isPacked: true,
    },
    reader: readerOf(filesBelow({ files, folders }, root), emptyMemory()),
    find,
    kinds: servedKnowledge(cluster),
    strict: flagsOf(inside, "kustomize-controller").gate("StrictPostBuildSubstitutions", true),
    lenient: false,
    forCluster: true,
  });
  if (done.error) return { error: done.error };
  const texts = done.objects.map(({ node }) => goJson(node));
  const hash = createHash("sha256").update(texts.join("\n")).digest("hex");
  return {
    objects: texts.map((it) => JSON.parse(it) as Json as JsonObject),
    digest: `sha256:${hash}`,
  };
}

/** The scopes of kinds as the API server has them. */
const servedKnowledge = (cluster: Cluster): KindKnowledge => {
  const scopes = new Map(
    servedKinds(cluster).map((it) => [
      `${it.group} ${it.kind}`,
      it.namespaced ? ("Namespaced" as const) : ("Cluster" as const),
    ]),
  );
  return { scopeOf: (group, kind) => scopes.get(`${group} ${kind}`), typeOf: () => undefined };
};
