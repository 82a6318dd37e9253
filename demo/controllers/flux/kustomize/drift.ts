import type { JsonObject } from "../../../../server/engine/canary/json.ts";
import { textsOf } from "../../../apiserver/objects/metadata.ts";
import { same } from "../../../apiserver/objects/same.ts";

/** Would applying change an object? Labels, annotations and all below the metadata count; the status does not. */
export const hasDrifted = (existing: JsonObject, applied: JsonObject): boolean =>
  !same(textsOf(existing, "labels"), textsOf(applied, "labels")) ||
  !same(textsOf(existing, "annotations"), textsOf(applied, "annotations")) ||
  !same(bare(existing), bare(applied));

function bare(object: JsonObject): JsonObject {
  const { metadata: _, status: __, ...rest } = object;
  return rest;
}
