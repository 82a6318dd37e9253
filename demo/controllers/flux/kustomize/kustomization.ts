import { field, type JsonObject, listOf, stringOf } from "../../../../server/engine/canary/json.ts";
import { type Inside, type Place, placeOf } from "../../../apiserver/inside.ts";
import { textsOf } from "../../../apiserver/objects/metadata.ts";
import type { Controller, Watch } from "../../controller.ts";
import { isInstalled } from "../flags.ts";
import { isNewArtifact, isSpecOrRequest } from "../requested.ts";
import type { Artifacts } from "../source/artifacts.ts";
import { dependencyOrder } from "./dependencyOrder.ts";
import { reconcileKustomization } from "./reconcileKustomization.ts";

export const KUSTOMIZE_API = "kustomize.toolkit.fluxcd.io/v1";
const SOURCE_API = "source.toolkit.fluxcd.io/v1";

/** kustomize-controller: applies what Kustomizations build from the artifacts of their sources. */
export const kustomizations = (artifacts: Artifacts): Controller => ({
  name: "kustomize-controller",
  kinds: [{ apiVersion: KUSTOMIZE_API, kind: "Kustomization", isNews: isSpecOrRequest }],
  watches: [...["GitRepository", "OCIRepository", "Bucket"].map(sourceWatch), ...VALUES],
  runs: (inside) => isInstalled(inside, "kustomize-controller"),
  reconcile: (place, desk) => reconcileKustomization(place, desk, artifacts),
});

const sourceWatch = (kind: string): Watch => ({
  apiVersion: SOURCE_API,
  kind,
  isNews: isNewArtifact,
  places: (source, inside) => {
    const { namespace, name } = placeOf(source);
    const isMeant = (it: JsonObject): boolean => {
      const reference = field(it, "spec", "sourceRef");
      return (
        field(reference, "kind") === kind &&
        field(reference, "name") === name &&
        (stringOf(field(reference, "namespace")) || placeOf(it).namespace) === namespace
      );
    };
    return dependencyOrder(all(inside).filter(isMeant));
  },
});

const all = (inside: Inside): readonly JsonObject[] => inside.list(KUSTOMIZE_API, "Kustomization");

/** Only what is labelled for it is watched. */
const VALUES: readonly Watch[] = ["ConfigMap", "Secret"].map((kind) => ({
  apiVersion: "v1",
  kind,
  places: (object, inside): readonly Place[] => {
    if (textsOf(object, "labels")["reconcile.fluxcd.io/watch"] !== "Enabled") return [];
    const { namespace, name } = placeOf(object);
    return all(inside)
      .filter((it) => placeOf(it).namespace === namespace && uses(it, kind, name))
      .map(placeOf);
  },
}));

const uses = (kustomization: JsonObject, kind: string, name: string): boolean =>
  listOf(field(kustomization, "spec", "postBuild", "substituteFrom")).some(
    (it) => field(it, "kind") === kind && field(it, "name") === name,
  );
