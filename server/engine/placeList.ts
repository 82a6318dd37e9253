import type { DocumentPlace } from "./origin.ts";
import { absolute } from "./place.ts";
import type { Place } from "./source.ts";
import type { View } from "./view.ts";

/** The places that a picture leads to, each told once. */
export interface PlaceList {
  readonly all: readonly Place[];
  /** Its index; nothing for a place that is in no file any more. */
  readonly add: (place: DocumentPlace | undefined) => { readonly place?: number };
}

export function placeList(view: View): PlaceList {
  const all: Place[] = [];
  const known = new Map<string, number>();
  return {
    all,
    add(written) {
      const place = written && absolute(view.file(written.path), written);
      if (!place) return {};
      const key = `${place.path} ${place.span.start} ${place.span.end}`;
      const at = known.get(key) ?? all.push(place) - 1;
      known.set(key, at);
      return { place: at };
    },
  };
}
