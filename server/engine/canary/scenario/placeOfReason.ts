import type { DocumentPlace } from "../../origin.ts";
import { placeOf } from "../../place.ts";
import type { Reason } from "../reason.ts";
import type { Found } from "./setupOf.ts";

/** Where the field stands that decided something; `undefined` for an object that is in no file. */
export function placeOfReason(
  { setup, resources }: Pick<Found, "setup" | "resources">,
  { object, at }: Reason,
): DocumentPlace | undefined {
  const wanted = object ?? { kind: "Canary", name: setup.canary.name };
  for (const resource of resources.values()) {
    if (resource.kind === wanted.kind && resource.name === wanted.name)
      return placeOf(resource, at);
  }
  return undefined;
}
