import { field, type JsonObject } from "../json.ts";
import { stringsOf } from "../stringsOf.ts";

export type Annotations = Readonly<Record<string, string>>;

/** The annotations of an object. */
export const annotationsOf = (object: JsonObject): Annotations =>
  stringsOf(field(object, "metadata", "annotations"));

/** Annotations that keep Flux away from an object that Flagger manages. */
export const unmanaged = (annotations: Annotations): Annotations => ({
  ...annotations,
  "kustomize.toolkit.fluxcd.io/reconcile": "disabled",
  "helm.toolkit.fluxcd.io/driftDetection": "disabled",
});
