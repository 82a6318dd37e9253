import type { CanaryAxis, CanaryMatrix, CanaryPicture } from "../../../protocol/canary.ts";
import { element, setText, svg } from "../element.ts";
import { folded } from "../folded.ts";
import { draftOf, metricIn, textOf, withMetric } from "./draft.ts";
import { HEAT, heatMap, KINDS, type Spot } from "./heatMap.ts";
import { matrixWords, OUTCOME_WORDS } from "./matrixWords.ts";
import type { Actions, Part, Shown } from "./shown.ts";

/** A small heat map: where the rollout promotes, and where it rolls back. */
export interface MatrixPart extends Part {
  readonly show: (matrix: CanaryMatrix) => void;
  readonly fail: (problem: string) => void;
  readonly isOpen: () => boolean;
}

/** @param opened it has come into view and wants to be filled */
export function matrix(actions: Pick<Actions, "play">, opened: () => void): MatrixPart {
  const plot = svg("svg", {
    height: HEAT.height + HEAT.below,
    "aria-hidden": "true",
    class: "heat",
  });
  const names = element("p", { class: "axes" });
  const legend = element("p", { class: "legend" });
  const words = element("ul", { class: "matrix-words" });
  const reading = element("p", { class: "matrix-reading" });
  const area = element("div", { class: "heat-area" }, plot);
  const title = "Where it promotes, and where it rolls back";
  const { root } = folded(title, true, opened, names, area, legend, reading, words);
  let last: Shown | undefined;
  let shown: CanaryMatrix | undefined;
  const draw = () => {
    const width = area.clientWidth;
    if (!shown || !last || width === 0) return;
    plot.setAttribute("width", String(width));
    plot.replaceChildren(...heatMap(shown, spotIn(shown, last.picture), width));
  };
  new ResizeObserver(draw).observe(area);
  const cellAt = ({ clientX, clientY }: MouseEvent): Cell | undefined => {
    const box = plot.getBoundingClientRect();
    if (!shown) return undefined;
    const { across, down, outcomes } = shown;
    const share = (clientX - box.left - HEAT.left) / (box.width - HEAT.left);
    const column = Math.floor(share * across.values.length);
    const row = Math.floor(((clientY - box.top) / HEAT.height) * down.values.length);
    const letter = outcomes[row]?.[column];
    return letter === undefined ? undefined : { column, row, letter };
  };
  plot.addEventListener("pointermove", (event) => {
    const cell = cellAt(event);
    setText(reading, cell && shown ? cellWords(shown, cell) : CLICK);
  });
  plot.addEventListener("click", (event) => {
    const cell = cellAt(event);
    const scenario = last && shown && cell && scenarioOf(shown, cell, last.picture);
    if (!scenario) return;
    const { changes } = last?.play ?? {};
    actions.play({ scenario, ...(changes ? { changes } : {}) });
  });
  return {
    root,
    isOpen: () => root.open,
    update(now) {
      const isNew = last?.picture !== now.picture;
      last = now;
      if (isNew) draw();
    },
    show(it) {
      shown = it;
      setText(names, `Across: ${axisWords(it.across)}. Down: ${axisWords(it.down)}.`);
      legend.replaceChildren(...legendOf(it));
      setText(reading, CLICK);
      words.replaceChildren(...matrixWords(it).map((line) => element("li", {}, line)));
      draw();
    },
    fail(problem) {
      shown = undefined;
      plot.replaceChildren();
      for (const it of [legend, words]) it.replaceChildren();
      setText(reading, "");
      setText(names, problem);
    },
  };
}

const CLICK = "A click plays the values of a cell.";

const axisWords = ({ label, unit, metric }: CanaryAxis): string => {
  if (metric === "") return "the tick from which it holds";
  return unit ? `${label} in ${unit}` : label;
};

/** Where the scenario that is played lies; `undefined` where it is none of these pairs. */
function spotIn(
  { across, down }: CanaryMatrix,
  { scenario, metrics }: CanaryPicture<unknown>,
): Spot | undefined {
  const draft = draftOf(scenario) ?? {};
  const valueOn = ({ metric, values }: CanaryAxis): number | undefined => {
    // A value that always holds does so from the first tick on.
    if (metric === "") return Math.min(...values);
    const said = metricIn(draft, metric);
    if (said.kind === "value") return said.value;
    return said.kind === "healthy" ? metrics.find((it) => it.name === metric)?.healthy : undefined;
  };
  const [x, y] = [valueOn(across), valueOn(down)];
  return x === undefined || y === undefined ? undefined : { across: x, down: y };
}

interface Cell {
  readonly column: number;
  readonly row: number;
  readonly letter: string;
}

function cellWords({ across, down, ticks }: CanaryMatrix, { column, row, letter }: Cell): string {
  const words = (axis: CanaryAxis, index: number) =>
    `${axis.label} ${axis.values[index]}${axis.unit && ` ${axis.unit}`}`;
  const tick = ticks[row]?.[column];
  return `${words(across, column)}, ${words(down, row)}: ${OUTCOME_WORDS[letter]} at tick ${tick}.`;
}

function legendOf({ outcomes }: CanaryMatrix): readonly HTMLElement[] {
  const all = outcomes.join("");
  return (Object.keys(KINDS) as (keyof typeof KINDS)[])
    .filter((it) => all.includes(it))
    .map((it) => element("span", { class: `key ${KINDS[it]}` }, OUTCOME_WORDS[it] ?? ""));
}

/** The scenario of a cell, all else as it is. */
function scenarioOf(
  { across, down }: CanaryMatrix,
  { column, row }: Cell,
  { scenario, metrics }: CanaryPicture<unknown>,
): string | undefined {
  const { title: _, ...draft } = draftOf(scenario) ?? {};
  const x = across.values[column];
  const y = down.values[row];
  if (x === undefined || y === undefined) return undefined;
  if (down.metric !== "") {
    const once = withMetric(draft, across.metric, { kind: "value", value: x });
    const both = once && withMetric(once, down.metric, { kind: "value", value: y });
    return both && textOf(both);
  }
  const healthy = metrics.find((it) => it.name === across.metric)?.healthy ?? 0;
  const text = `0: ${healthy}, ${y}: ${x}`;
  const next = withMetric(draft, across.metric, { kind: "curve", text });
  return next && textOf(next);
}
