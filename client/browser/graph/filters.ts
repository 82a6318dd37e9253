import type {
  GraphChoice,
  GraphChoices,
  GraphCount,
  GraphPicture,
} from "../../../protocol/graphView.ts";
import { button, element, setText } from "../element.ts";
import type { Actions } from "./actions.ts";

/** Which namespaces, kinds and states are shown. */
export interface Filters {
  readonly root: HTMLElement;
  readonly update: (picture: GraphPicture<unknown>, choice: GraphChoice) => void;
}

const LISTS = [
  ["namespaces", "Namespaces"],
  ["kinds", "Kinds"],
  ["states", "States"],
] as const;

type List = (typeof LISTS)[number][0];

export function filters({ change }: Pick<Actions, "change">): Filters {
  const title = element("span", {}, "Filter");
  const lists = LISTS.map(([name, words]) => ({ name, ...checks(name, words, change) }));
  const clear = button("Show all", () => change({ namespaces: [], kinds: [], states: [] }));
  const popover = element("div", { class: "popover" }, ...lists.map((it) => it.root), clear);
  const root = element("details", { class: "filters" }, element("summary", {}, title), popover);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !root.open) return;
    root.open = false;
    root.querySelector("summary")?.focus();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !root.contains(target)) root.open = false;
  });
  return {
    root,
    update({ choices }, choice) {
      const count = LISTS.filter(([name]) => choice[name].length > 0).length;
      setText(title, count === 0 ? "Filter" : `Filter (${count})`);
      root.classList.toggle("active", count > 0);
      clear.disabled = count === 0;
      for (const it of lists) it.update(choices, choice);
    },
  };
}

function checks(name: List, words: string, change: Actions["change"]) {
  const items = element("div", { class: "checks" });
  const root = element("fieldset", {}, element("legend", {}, words), items);
  let shown = "";
  return {
    root,
    update(choices: GraphChoices, choice: GraphChoice): void {
      const all = withChosen(choices[name], choice[name]);
      const said = JSON.stringify([all, choice[name]]);
      if (said === shown) return;
      shown = said;
      const focused = document.activeElement;
      const at = focused instanceof HTMLInputElement ? focused.value : undefined;
      const isOurs = items.contains(focused);
      const rows = all.map((it) =>
        check(it, choice[name].includes(it.name), (isOn) => {
          const rest = choice[name].filter((other) => other !== it.name);
          change({ [name]: isOn ? [...rest, it.name] : rest });
        }),
      );
      items.replaceChildren(...rows.map((it) => it.root));
      if (isOurs) rows.find((it) => it.box.value === at)?.box.focus();
    },
  };
}

/** What is chosen can be taken back, also where nothing has it any more. */
const withChosen = (
  counts: readonly GraphCount[],
  chosen: readonly string[],
): readonly GraphCount[] => [
  ...counts,
  ...chosen
    .filter((name) => !counts.some((it) => it.name === name))
    .map((name) => ({ name, count: 0 })),
];

function check({ name, count }: GraphCount, isOn: boolean, toggle: (isOn: boolean) => void) {
  const box = element("input", { type: "checkbox", checked: isOn, value: name });
  box.addEventListener("change", () => toggle(box.checked));
  const number = element("span", { class: "muted" }, String(count));
  return { box, root: element("label", {}, box, element("span", {}, name), number) };
}
