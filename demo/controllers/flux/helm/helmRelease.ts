import { field, stringOf } from "../../../../server/engine/canary/json.ts";
import { type Place, placeOf } from "../../../apiserver/inside.ts";
import type { Controller, Watch } from "../../controller.ts";
import { newBackoff } from "../backoff.ts";
import { isInstalled } from "../flags.ts";
import { isNewArtifact, isSpecOrRequest } from "../requested.ts";
import type { Artifacts } from "../source/artifacts.ts";
import { HELM_API, reconcileHelmRelease } from "./reconcileHelmRelease.ts";

const SOURCE_API = "source.toolkit.fluxcd.io/v1";

/** helm-controller: releases are made without templates (`chartObjects.ts`). */
export function helmReleases(artifacts: Artifacts): Controller {
  const backoff = newBackoff();
  return {
    name: "helm-controller",
    kinds: [{ apiVersion: HELM_API, kind: "HelmRelease", isNews: isSpecOrRequest }],
    watches: ["HelmChart", "OCIRepository"].map(sourceWatch),
    runs: (inside) => isInstalled(inside, "helm-controller"),
    reconcile: (place, desk) => reconcileHelmRelease(place, desk, artifacts, backoff),
  };
}

const sourceWatch = (kind: string): Watch => ({
  apiVersion: SOURCE_API,
  kind,
  isNews: isNewArtifact,
  places: (source, inside): readonly Place[] => {
    const { namespace, name } = placeOf(source);
    return inside
      .list(HELM_API, "HelmRelease")
      .filter((it) => {
        const reference = field(it, "spec", "chartRef");
        const own = placeOf(it).namespace;
        return (
          field(it, "status", "helmChart") === `${namespace}/${name}` ||
          (field(reference, "kind") === kind &&
            field(reference, "name") === name &&
            (stringOf(field(reference, "namespace")) || own) === namespace)
        );
      })
      .map(placeOf);
  },
});
