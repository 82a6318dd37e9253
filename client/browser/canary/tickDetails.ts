import type { CanaryFrame, CanaryReason } from "../../../protocol/canary.ts";
import { button, element } from "../element.ts";
import { type Actions, frameOf, type Part } from "./shown.ts";

/** The chosen tick in one sentence, with the field that decided, and all that it says and does. */
export function tickDetails(actions: Pick<Actions, "reveal">): Part {
  const why = element("p", { class: "why", "aria-live": "polite" });
  const said = element("ul", { class: "said" });
  const root = element("section", { class: "details", "aria-label": "This tick" }, why, said);
  let drawnOf: CanaryFrame | undefined;
  return {
    root,
    update(shown) {
      const frame = frameOf(shown);
      if (!frame || frame === drawnOf) return;
      drawnOf = frame;
      why.replaceChildren(...reasonNodes(frame.why, actions.reveal));
      said.replaceChildren(...lines(frame));
    },
  };
}

/** A sentence, and behind it the field as a way to the file. */
export function reasonNodes(
  { text, field, place }: CanaryReason,
  reveal: (place: number) => void,
): readonly (Node | string)[] {
  if (field === "") return [text];
  if (place === undefined) return [`${text} `, element("code", {}, field)];
  const link = button(field, () => reveal(place), { class: "link", title: "Show the line" });
  return [`${text} `, link];
}

function lines({ said, condition }: CanaryFrame): readonly HTMLElement[] {
  const signs = { edit: "◆", event: "•", warning: "▲" } as const;
  const names = { edit: "People: ", event: "", warning: "Warning: " } as const;
  const line = (type: keyof typeof signs, text: string) =>
    element(
      "li",
      { "data-type": type },
      element("span", { class: "sign", "aria-hidden": "true" }, signs[type]),
      element("span", { class: "unseen" }, names[type]),
      element("span", {}, text),
    );
  const told = said.map(({ type, text }) => line(type, text));
  if (!condition) return told;
  const { status, reason, message } = condition;
  return [...told, line("event", `Condition Promoted is ${status}, ${reason}: ${message}`)];
}
