import type { PictureNode } from "../../../protocol/graphView.ts";

/** The first line of a box; in a difference with a sign for the side on which it is alone. */
export const nameWords = ({ name, only }: PictureNode): string =>
  only === undefined ? name : `${only === "after" ? "+" : "−"} ${name}`;

/** The second line of a box. */
export const kindWords = ({ kind, namespace }: PictureNode): string =>
  namespace === "" ? kind : `${kind} · ${namespace}`;

/** The third line of a box. */
export const stateWords = ({ state, change }: PictureNode): string =>
  change === undefined ? state.name : `${change} · ${state.name}`;
