import type { PictureNode } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";

/** How a node fares, what is worth knowing of it, and what it says of itself. */
export function nodeNotes({ state, change, message, marks, facts }: PictureNode): HTMLElement {
  const told = marks.map((it) => it.message);
  return element(
    "div",
    { class: "notes-of-node" },
    element(
      "p",
      {},
      element("b", { "data-mood": state.mood }, state.name),
      ...(change === undefined ? [] : [`, ${change}`]),
      ...(message === "" || told.includes(message) ? [] : [`: ${message}`]),
    ),
    ...marks.map((it) => element("p", { class: "note" }, it.message)),
    ...(facts.length > 0 ? [element("p", { class: "muted" }, facts.join(" · "))] : []),
  );
}
