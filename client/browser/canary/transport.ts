import { button, element, setText } from "../element.ts";
import { type Actions, frameOf, type Part, type Shown } from "./shown.ts";
import { timeWords } from "./timeWords.ts";

/** Milliseconds that each tick is shown while the rollout plays. */
const BEAT = 450;

/** Walks through the ticks: play, step, scrub, and the first failure. */
export function transport(actions: Pick<Actions, "choose">): Part {
  let last: Shown | undefined;
  let beating: ReturnType<typeof setInterval> | undefined;
  const end = () => (last ? last.picture.frames.length - 1 : 0);
  const at = () => Math.min(last?.at ?? 0, end());
  const stop = () => {
    clearInterval(beating);
    beating = undefined;
    setText(play, "▶ Play");
    play.setAttribute("aria-pressed", "false");
  };
  const go = (to: number) => {
    stop();
    actions.choose(Math.min(Math.max(to, 0), end()));
  };
  const start = () => {
    if (beating !== undefined) return stop();
    if (at() >= end()) actions.choose(0);
    beating = setInterval(() => {
      actions.choose(Math.min(at() + 1, end()));
      if (at() >= end()) stop();
    }, BEAT);
    setText(play, "‖ Pause");
    play.setAttribute("aria-pressed", "true");
  };
  const play = button("▶ Play", start, { class: "play", "aria-pressed": "false" });
  const back = button("‹", () => go(at() - 1), {
    "aria-label": "One tick back",
    title: "One tick back",
  });
  const on = button("›", () => go(at() + 1), { "aria-label": "One tick on", title: "One tick on" });
  const failure = button("First failure", () => go(last?.picture.firstFailure ?? at()), {
    title: "Go to the first tick in which something fails",
  });
  const slider = element("input", {
    type: "range",
    min: 0,
    step: 1,
    "aria-label": "Tick",
    class: "scrub",
  });
  slider.addEventListener("input", () => go(Number(slider.value)));
  const now = element("span", { class: "now" });
  const root = element(
    "div",
    { class: "transport", role: "group", "aria-label": "Ticks" },
    back,
    play,
    on,
    failure,
    now,
    slider,
  );
  return {
    root,
    update(shown) {
      last = shown;
      const frame = frameOf(shown);
      slider.max = String(end());
      slider.value = String(at());
      failure.disabled = shown.picture.firstFailure === undefined;
      if (!frame) return;
      setText(now, `Tick ${frame.tick} · ${timeWords(frame.at)}`);
      slider.setAttribute(
        "aria-valuetext",
        `Tick ${frame.tick}, ${timeWords(frame.at)}, ${frame.phase}, canary ${frame.canary} %, ${frame.failed} failed checks`,
      );
    },
  };
}
