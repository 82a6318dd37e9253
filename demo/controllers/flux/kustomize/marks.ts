import type { JsonObject } from "../../../../server/engine/canary/json.ts";
import { textsOf } from "../../../apiserver/objects/metadata.ts";

const PREFIX = "kustomize.toolkit.fluxcd.io";

/** Does a label or annotation of Flux say that of an object (flux.md §2.7)? Values are read in any case. */
export const isMarked = (object: JsonObject | undefined, mark: string, value: string): boolean =>
  object !== undefined &&
  (["labels", "annotations"] as const).some((it) => {
    const said = textsOf(object, it)[`${PREFIX}/${mark}`];
    return typeof said === "string" && said.toLowerCase() === value;
  });

/** Is an object not to be applied? */
export const isLeftAlone = (object: JsonObject | undefined): boolean =>
  isMarked(object, "reconcile", "disabled") || isMarked(object, "ssa", "ignore");

/** The labels that tell who applied an object. */
export const ownerLabels = (name: string, namespace: string) => ({
  [`${PREFIX}/name`]: name,
  [`${PREFIX}/namespace`]: namespace,
});
