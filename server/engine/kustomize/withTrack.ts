import type { BuiltObject, Track } from "./built.ts";

/** The object with more that is remembered of it. Fields are written one by one, as in `withEntries`. */
export function withTrack(
  { node, began, steps, track }: BuiltObject,
  more: Remembered,
): BuiltObject {
  return { node, began, steps, track: trackWith(track, more) };
}

type Remembered = Pick<Track, "past" | "prefixes" | "suffixes">;

function trackWith(track: Track, { past, prefixes, suffixes }: Remembered): Track {
  const { behavior, needsHash, vars, clusterScoped } = track;
  if (vars !== undefined || clusterScoped !== undefined) {
    return { ...track, past, prefixes, suffixes };
  }
  return { past, prefixes, suffixes, behavior, needsHash };
}
