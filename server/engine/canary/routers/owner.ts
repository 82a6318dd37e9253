import { memo } from "../../memo.ts";
import type { Canary } from "../canary.ts";
import { field, type JsonObject } from "../json.ts";

/** `ownerReferences` of what Flagger makes for a Canary, so that it goes with the Canary. */
export const ownersOf = (canary: Canary): readonly JsonObject[] => owners(canary.object);

const owners = memo((object: JsonObject): readonly JsonObject[] => [
  {
    apiVersion: "flagger.app/v1beta1",
    kind: "Canary",
    name: field(object, "metadata", "name"),
    uid: field(object, "metadata", "uid") ?? "",
    controller: true,
    blockOwnerDeletion: true,
  },
]);
