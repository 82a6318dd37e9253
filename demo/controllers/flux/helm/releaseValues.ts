import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../../../../server/engine/canary/json.ts";
import { helmValues } from "../../../../server/engine/flux/helmValues.ts";
import { goJson } from "../../../../server/engine/kustomize/json.ts";
import type { Desk } from "../../controller.ts";
import { clusterNode } from "../kustomize/clusterNode.ts";
import type { Subject } from "../subject.ts";

export interface ReleaseValues {
  readonly values: JsonObject;
  /** `sha256:` and the hash of the values. */
  readonly digest: string;
}

/** The values of a HelmRelease, with those of the live ConfigMaps and Secrets that it names; a problem as Flux words it. */
export function valuesOf(
  { object, place }: Subject,
  { inside }: Desk,
): { readonly value: ReleaseValues } | { readonly problem: string } {
  const node = clusterNode(object);
  if (!node) return { problem: "the object is no map" };
  const { namespace } = place;
  const { values, faults } = helmValues(node, namespace, (kind, name) => {
    const found = inside.get({ apiVersion: "v1", kind, namespace, name });
    const tree = found && clusterNode(found);
    return tree ? { node: tree, sealed: false } : "missing";
  });
  const [fault] = faults;
  if (fault) return { problem: fault.message };
  const text = goJson(values);
  const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  return { value: { values: JSON.parse(text) as Json as JsonObject, digest } };
}
