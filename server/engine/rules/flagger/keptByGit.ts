import { field, stringOf } from "../../canary/json.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import { objectOf } from "./objectOf.ts";

/** Does Flux write an object again when the cluster's differs, as far as the object itself says? flux.md §2.6 */
export function isKeptByGit(resource: Resource, view: View): boolean {
  const metadata = field(objectOf(resource, view), "metadata");
  const says = (name: string, ...values: readonly string[]) =>
    ["annotations", "labels"].some((it) =>
      values.includes(stringOf(field(metadata, it, `${FLUX}/${name}`)).toLowerCase()),
    );
  return !says("reconcile", "disabled") && !says("ssa", "ifnotpresent", "ignore");
}

const FLUX = "kustomize.toolkit.fluxcd.io";
