import { element, svg } from "../element.ts";
import { type DrawnLane, drawnLane, plotText } from "./lane.ts";
import { lanesOf } from "./lanes.ts";
import { labelEvery } from "./paths.ts";
import type { Actions, Part, Shown } from "./shown.ts";
import { axisWords } from "./timeWords.ts";

/** The rollout over its ticks, one lane below the other; a click or drag chooses a tick. */
export function timeline(actions: Pick<Actions, "choose">): Part {
  const cursor = element("div", { class: "cursor" });
  const lanes = element("div", { class: "lanes" });
  const axis = svg("svg", { class: "axis", height: 16, "aria-hidden": "true" });
  const plots = element("div", { class: "plots" }, cursor, lanes, axis);
  const root = element("section", { class: "timeline", "aria-label": "Timeline" }, plots);
  let drawn: readonly DrawnLane[] = [];
  let kind = "";
  let last: Shown | undefined;
  let drawnOf: Shown["picture"] | undefined;
  let width = 0;

  const column = () => (last ? width / Math.max(1, last.picture.frames.length) : 1);
  const draw = (shown: Shown) => {
    const wanted = kindOf(shown);
    if (wanted !== kind) {
      drawn = lanesOf(shown.picture).map(drawnLane);
      lanes.replaceChildren(...drawn.map((it) => it.root));
      kind = wanted;
    }
    for (const it of drawn) it.update(shown, width, column());
    drawAxis(axis, shown, width, column());
    drawnOf = shown.picture;
  };
  const point = () => {
    if (!last) return;
    cursor.style.width = `${Math.max(2, column())}px`;
    cursor.style.transform = `translateX(${Math.min(last.at, last.picture.frames.length - 1) * column()}px)`;
  };
  const choose = ({ clientX, buttons }: PointerEvent) => {
    if (!last || buttons !== 1) return;
    const at = Math.floor((clientX - plots.getBoundingClientRect().left) / column());
    actions.choose(Math.min(Math.max(at, 0), last.picture.frames.length - 1));
  };
  plots.addEventListener("pointerdown", choose);
  plots.addEventListener("pointermove", choose);
  new ResizeObserver(() => {
    if (plots.clientWidth === width) return;
    width = plots.clientWidth;
    if (!last) return;
    draw(last);
    point();
  }).observe(plots);

  return {
    root,
    update(shown) {
      last = shown;
      width ||= plots.clientWidth;
      if (drawnOf === shown.picture) for (const it of drawn) it.read(shown);
      else draw(shown);
      point();
    },
  };
}

/** Canaries of one kind have the same lanes. */
const kindOf = ({ picture: { iterations, metrics, webhooks } }: Shown): string =>
  JSON.stringify([iterations, metrics, webhooks]);

function drawAxis(
  axis: SVGElement,
  { picture: { frames } }: Shown,
  width: number,
  column: number,
): void {
  axis.setAttribute("width", String(width));
  const longest = Math.max(...frames.map(({ at }) => axisWords(at).length), 0);
  const every = labelEvery(column, longest * LETTER + 10);
  const labels = frames.flatMap(({ at, tick }, index) => {
    if (tick % every !== 0) return [];
    const x = index * column;
    const text = axisWords(at);
    const fits = x + text.length * LETTER <= width;
    return [
      svg("line", { class: "tick-line", x1: x + 0.5, x2: x + 0.5, y1: 0, y2: 4 }),
      ...(fits ? [plotText(x + 2, 13, text)] : []),
    ];
  });
  axis.replaceChildren(...labels);
}

/** The width of most letters of a plot, in CSS pixels. */
const LETTER = 6.2;
