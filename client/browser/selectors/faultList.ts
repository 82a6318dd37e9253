import type { SelectorFault } from "../../../protocol/selectors.ts";
import { button, element } from "../element.ts";
import { SEVERITY_SIGNS } from "./faultSign.ts";
import type { Actions, Part } from "./shown.ts";

const WORDS = { error: "Error", warning: "Warning", information: "Worth a look" } as const;
const MOODS = { error: "bad", warning: "open", information: "" } as const;

/** What is wrong, with a button for each way out. */
export function faultList(actions: Actions): Part {
  const list = element("ol");
  const root = element("section", { class: "faults", "aria-label": "Faults" }, list);
  let last = "";
  return {
    root,
    update({ picture: { faults } }) {
      root.hidden = faults.length === 0;
      const text = JSON.stringify(faults);
      // A button that has the focus keeps it.
      if (text === last) return;
      last = text;
      list.replaceChildren(...faults.map((it, at) => item(it, at, actions)));
    },
  };
}

function item(fault: SelectorFault, at: number, actions: Actions): HTMLElement {
  const { severity, message, place, fixes, code } = fault;
  const sign = element(
    "strong",
    { "data-mood": MOODS[severity] },
    `${SEVERITY_SIGNS[severity]} ${WORDS[severity]} ${at + 1}`,
  );
  const shows =
    place === undefined
      ? []
      : [
          button("Show", () => actions.reveal(place), {
            "aria-label": `Show fault ${at + 1} in its file`,
          }),
        ];
  const mends = fixes.map((title, fix) =>
    button(title, () => actions.mend(at, fix), { class: "primary-button" }),
  );
  return element(
    "li",
    { "data-severity": severity },
    element("p", {}, sign, ` ${message} `, ...(code === "" ? [] : [element("code", {}, code)])),
    element("div", { class: "buttons" }, ...mends, ...shows),
  );
}
