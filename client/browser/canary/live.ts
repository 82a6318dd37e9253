import type { LiveCanary, LiveEvent } from "../../../protocol/canary.ts";
import { button, element, setText, svg } from "../element.ts";
import { folded } from "../folded.ts";
import { liveButtons } from "./liveButtons.ts";
import { LIVE_HEIGHT, livePlot } from "./livePlot.ts";
import { countdown, liveReason, liveWords } from "./liveWords.ts";
import type { Actions, Part, Shown } from "./shown.ts";

/** The real run in the pinned cluster; nothing where none is pinned. */
export interface LivePart extends Part {
  readonly show: (live: LiveCanary) => void;
}

export function livePart(actions: Actions): LivePart {
  const title = element("h2");
  const phase = element("span", { class: "outcome" });
  const words = element("span", { role: "status" });
  const next = element("span", { class: "next" });
  const look = button("Look at it", actions.look);
  const plot = svg("svg", { class: "live-plot", height: LIVE_HEIGHT, "aria-hidden": "true" });
  const area = element("div", { class: "live-area" }, plot);
  const legend = element(
    "p",
    { class: "legend" },
    "Area: the plan. Line: the run, ● its end. ✕: a failed check.",
  );
  const reason = element("p", { class: "live-why" });
  const buttons = element("div", { class: "buttons" });
  const list = element("ul", { class: "live-events" });
  const events = folded("Events of the run", false, () => undefined, list);
  const head = element("div", { class: "live-head" }, title, phase, words, look, next);
  const root = element(
    "section",
    { class: "live", "aria-label": "In the cluster", hidden: true },
    head,
    area,
    legend,
    reason,
    buttons,
    events.root,
  );
  let live: LiveCanary = { kind: "none" };
  let shown: Shown | undefined;
  let drawn = "";

  const runs = () => (live.kind === "seen" ? live.run : undefined);
  const tick = () => {
    const run = runs();
    if (!run) return;
    setText(next, countdown(run, Date.now()));
    const width = area.clientWidth;
    plot.setAttribute("width", String(width));
    plot.replaceChildren(...livePlot(run, shown?.picture.frames ?? [], Date.now(), width));
  };
  const draw = () => {
    const run = runs();
    root.hidden = live.kind === "none";
    look.hidden = live.kind !== "offered";
    phase.hidden = !run;
    setText(title, "context" in live ? `In the cluster ${live.context}` : "");
    setText(phase, run?.phase ?? "");
    phase.dataset.mood = run?.mood ?? "";
    setText(words, liveWords(live));
    next.hidden = run?.nextTick === undefined;
    root.dataset.ends = run?.mood ?? "";
    for (const it of [area, legend]) it.toggleAttribute("hidden", run?.since === undefined);
    setText(reason, run ? liveReason(run) : "");
    reason.hidden = reason.textContent === "";
    events.root.hidden = !run || run.events.length === 0;
    list.replaceChildren(...(run?.events ?? []).map(eventLine));
    // A button that has the focus keeps it.
    const wanted = JSON.stringify([run?.gates, run?.actions]);
    if (wanted !== drawn) buttons.replaceChildren(...(run ? liveButtons(run, actions) : []));
    drawn = wanted;
    tick();
  };
  setInterval(() => {
    if (runs()?.nextTick !== undefined) tick();
  }, 1000);
  new ResizeObserver(tick).observe(root);
  return {
    root,
    update(now) {
      shown = now;
      tick();
    },
    show(now) {
      live = now;
      draw();
    },
  };
}

const eventLine = ({ at, isWarning, text }: LiveEvent): HTMLElement =>
  element(
    "li",
    { "data-mood": isWarning ? "bad" : undefined },
    element("time", {}, new Date(at).toLocaleTimeString()),
    ` ${isWarning ? "⚠ " : ""}${text}`,
  );
