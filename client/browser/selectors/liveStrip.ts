import type { LiveSelectors } from "../../../protocol/selectors.ts";
import { button, element, setText } from "../element.ts";
import type { Actions, Part } from "./shown.ts";

/** What the pinned cluster says; nothing where none is pinned. */
export function liveStrip(actions: Actions): Part {
  const words = element("span", { role: "status" });
  const look = button("Look at it", actions.look);
  const root = element("p", { class: "live-strip" }, words, " ", look);
  return {
    root,
    update({ live }) {
      root.hidden = live.kind === "none";
      root.dataset.kind = live.kind;
      look.hidden = live.kind !== "offered";
      setText(words, wordsOf(live));
    },
  };
}

function wordsOf(live: LiveSelectors): string {
  switch (live.kind) {
    case "none":
      return "";
    case "offered":
      return `The cluster ${live.context} is pinned.`;
    case "connecting":
      return `Speaking with the cluster ${live.context}…`;
    case "lost":
      return `The cluster ${live.context} cannot be seen: ${live.sentence}`;
    case "seen":
      return `● In the cluster ${live.context}: ${live.sentence}.`;
  }
}
