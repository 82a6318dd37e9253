import type { Place } from "../../../apiserver/inside.ts";

/** What became of one object. */
export interface ObjectChange {
  readonly place: Place;
  readonly action: "created" | "configured" | "unchanged" | "skipped" | "deleted";
}

/** `Deployment/apps/web`; without namespace where there is none. */
export const shownPlace = ({ kind, namespace, name }: Omit<Place, "apiVersion">): string =>
  [kind, ...(namespace === "" ? [] : [namespace]), name].join("/");

/** As events tell it: a line for each. */
export const shownChanges = (changes: readonly ObjectChange[]): string =>
  changes.map(({ place, action }) => `${shownPlace(place)} ${action}`).join("\n");
