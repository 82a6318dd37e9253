import type { WirePlace } from "../protocol/canary.ts";

/** Places of the pictures that were sent to a page last, by the number of the picture: the page can lead nowhere else. */
export interface SentPlaces {
  readonly keep: (picture: number, places: readonly WirePlace[]) => void;
  readonly at: (picture: number, index: number) => WirePlace | undefined;
  /** For a page that is made anew: it counts anew. */
  readonly clear: () => void;
}

export function sentPlaces(): SentPlaces {
  const known = new Map<number, readonly WirePlace[]>();
  return {
    keep(picture, places) {
      known.set(picture, places);
      for (const number of known.keys()) if (number + KEPT <= picture) known.delete(number);
    },
    at: (picture, index) => known.get(picture)?.[index],
    clear: () => known.clear(),
  };
}

/** While one picture is on its way, the page still shows the one before. */
const KEPT = 3;
