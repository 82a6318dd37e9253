import { button, element } from "../element.ts";
import type { Actions, Part } from "./shown.ts";

/** The objects that lead traffic to the Services. */
export function ways(actions: Actions): Part {
  const root = element("ul", { class: "ways", "aria-label": "Ways in" });
  return {
    root,
    update({ moment }) {
      root.hidden = moment.ways.length === 0;
      root.replaceChildren(
        ...moment.ways.map(({ kind, name, words, isMade, place }) => {
          const title = `${kind} ${name}`;
          const head =
            place === undefined
              ? element("strong", {}, title)
              : button(title, () => actions.reveal(place), {
                  class: "link",
                  title: "Show in its file",
                });
          const made = isMade ? [element("span", { class: "badge" }, "made by Flagger")] : [];
          return element("li", {}, head, " ", words, " ", ...made);
        }),
      );
    },
  };
}
