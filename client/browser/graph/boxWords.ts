import type { PictureNode } from "../../../protocol/graphView.ts";

/** The second line of a box. */
export const kindWords = ({ kind, namespace }: PictureNode): string =>
  namespace === "" ? kind : `${kind} · ${namespace}`;

/** The third line of a box. */
export const stateWords = ({ state, change }: PictureNode): string =>
  change === undefined ? state.name : `${change} · ${state.name}`;
