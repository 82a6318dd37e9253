import type { LiveSelectors } from "../../../protocol/selectors.ts";
import { button, element, setText } from "../element.ts";
import { unseenWords } from "../unseenWords.ts";
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

const wordsOf = (live: LiveSelectors): string =>
  live.kind === "seen" ? `● In the cluster ${live.context}: ${live.sentence}.` : unseenWords(live);
