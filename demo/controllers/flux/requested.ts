import { field, type JsonObject } from "../../../server/engine/canary/json.ts";

/** Flux's controllers look again when the spec changed, somebody asked, or the object is to go. */
export const isSpecOrRequest = (before: JsonObject | undefined, after: JsonObject): boolean =>
  !before ||
  PATHS.some((path) => field(before, "metadata", ...path) !== field(after, "metadata", ...path));

const PATHS: readonly (readonly string[])[] = [
  ["generation"],
  ["uid"],
  ["deletionTimestamp"],
  ["annotations", "reconcile.fluxcd.io/requestedAt"],
  ["annotations", "reconcile.fluxcd.io/forceAt"],
];

/** Consumers of a source look again when its artifact is another one. */
export const isNewArtifact = (before: JsonObject | undefined, after: JsonObject): boolean => {
  const [old, now] = [before, after].map((it) => field(it, "status", "artifact"));
  return (
    now !== undefined &&
    (field(old, "digest") !== field(now, "digest") ||
      field(old, "revision") !== field(now, "revision"))
  );
};
