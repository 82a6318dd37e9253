import type { Mapping } from "../node.ts";
import type { Track } from "./built.ts";
import { scalarText } from "./scalars.ts";
import { fieldOf } from "./tree.ts";

/** What is remembered of an object that has been through nothing yet. A manifest may ask for a hash itself. */
export function trackOf(node: Mapping): Track {
  const annotations = fieldOf(fieldOf(node, "metadata"), "annotations");
  const mark =
    annotations &&
    scalarText(fieldOf(annotations, "internal.config.kubernetes.io/needsHashSuffix"));
  return mark === "enabled" ? HASHED : FRESH;
}

const FRESH: Track = {
  past: [],
  prefixes: [],
  suffixes: [],
  behavior: undefined,
  needsHash: false,
};

const HASHED: Track = { ...FRESH, needsHash: true };
