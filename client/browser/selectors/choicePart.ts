import type { LabelCandidate, LabelChoice } from "../../../protocol/selectors.ts";
import { button, element } from "../element.ts";
import { folded } from "../folded.ts";
import type { Actions, Part } from "./shown.ts";

/** How Flagger comes to its label: the list that it goes through, and where it stops. */
export function choicePart(actions: Actions): Part {
  const body = element("div", { class: "choice" });
  const { root, title } = folded("The label", true, () => undefined, body);
  let last = "";
  return {
    root,
    update({ picture: { choice } }) {
      root.hidden = choice === undefined;
      const text = JSON.stringify(choice);
      if (!choice || text === last) return;
      last = text;
      title.textContent = choice.key === undefined ? "No label" : `The label: ${choice.key}`;
      body.replaceChildren(...contentOf(choice, actions));
    },
  };
}

const contentOf = (choice: LabelChoice, actions: Actions): readonly HTMLElement[] => [
  element(
    "p",
    {},
    choice.list,
    ...shower(choice.listPlace, "Show where the list is said", actions),
  ),
  element("ol", { class: "candidates" }, ...choice.candidates.map((it) => candidate(it, actions))),
  element("p", {}, choice.why),
];

const SIGNS = { picked: "✓", later: "·", absent: "–", unknown: "?" } as const;

function candidate({ key, value, verdict, words, place }: LabelCandidate, actions: Actions) {
  const label = value === undefined ? key : `${key}: ${value}`;
  return element(
    "li",
    { "data-verdict": verdict },
    element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[verdict]),
    element(
      "span",
      {},
      element("code", {}, label),
      ` ${words}`,
      ...shower(place, `Show ${label} in its file`, actions),
    ),
  );
}

function shower(
  place: number | undefined,
  label: string,
  actions: Actions,
): readonly (HTMLElement | string)[] {
  if (place === undefined) return [];
  const made = button("show", () => actions.reveal(place), { class: "link", "aria-label": label });
  return [" ", made];
}
