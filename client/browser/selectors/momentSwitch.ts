import { moments } from "../../../protocol/selectors.ts";
import { button, element, setText, setValue } from "../element.ts";
import type { Actions, Part, Shown } from "./shown.ts";

const TITLES = { git: "In Git", before: "Before", during: "During", after: "After" } as const;

/** Which moment of a rollout is shown; one slider more for the shares during it. */
export function momentSwitch(actions: Actions): Part {
  const buttons = moments.map((it) => button(TITLES[it], () => actions.choose(it, -1)));
  const slider = element("input", { type: "range", min: 0, step: 1, "aria-label": "Share" });
  const step = element("span", { class: "step" }, slider);
  const bar = element("div", { class: "bar", role: "img" }, element("span"), element("span"));
  const sentence = element("p", { class: "sentence", role: "status" });
  const choose = element(
    "div",
    { class: "buttons", role: "group", "aria-label": "Moment" },
    ...buttons,
  );
  const root = element(
    "div",
    { class: "moment" },
    element("div", { class: "switch" }, choose, step),
    bar,
    sentence,
  );
  slider.addEventListener("input", () => actions.choose("during", Number(slider.value)));
  return {
    root,
    update({ picture, moment, live }) {
      const isRollout = picture.kind === "Canary" || picture.moments.length > 1;
      choose.hidden = !isRollout;
      moments.forEach((it, at) => {
        const isThere = picture.moments.some(({ name }) => name === it);
        const made = buttons[at];
        made?.setAttribute("aria-pressed", String(it === moment.name));
        if (made) made.disabled = !isThere;
        const isNow = live.kind === "seen" && live.moment === it;
        if (made) setText(made, isNow ? `${TITLES[it]} (now)` : TITLES[it]);
        if (made) made.title = isThere ? "" : (picture.unreached ?? "");
      });
      const all = picture.moments.filter(({ name }) => name === "during");
      step.hidden = moment.name !== "during" || all.length < 2;
      slider.max = String(all.length - 1);
      setValue(slider, String(all.indexOf(moment)));
      slider.setAttribute("aria-valuetext", `canary ${moment.share ?? ""}`);
      setText(sentence, moment.sentence);
      drawBar(bar, moment);
    },
  };
}

function drawBar(bar: HTMLElement, { weight }: Shown["moment"]): void {
  bar.hidden = weight === undefined;
  if (weight === undefined) return;
  const words = [`primary ${100 - weight} %`, `canary ${weight} %`];
  bar.setAttribute("aria-label", `Traffic: ${words.join(", ")}`);
  const [primary, canary] = bar.children as unknown as readonly HTMLElement[];
  if (!primary || !canary) return;
  bar.style.setProperty("--canary-from", `${100 - weight}%`);
  setText(primary, words[0] ?? "");
  setText(canary, words[1] ?? "");
}
