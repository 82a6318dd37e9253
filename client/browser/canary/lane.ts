import { element, setText, svg } from "../element.ts";
import type { Shown } from "./shown.ts";

/** One row of the timeline: a name, what it reads at the chosen tick, and a plot. */
export interface Lane {
  readonly name: string;
  /** CSS pixels. */
  readonly height: number;
  readonly read: (shown: Shown) => Reading;
  readonly draw: (shown: Shown, column: number) => readonly SVGElement[];
}

export interface Reading {
  readonly text: string;
  readonly mood?: "good" | "bad" | "open";
}

/** A lane on the page. */
export interface DrawnLane {
  readonly root: HTMLElement;
  readonly update: (shown: Shown, width: number, column: number) => void;
  readonly read: (shown: Shown) => void;
}

export function drawnLane(lane: Lane): DrawnLane {
  const reading = element("span", { class: "reading" });
  const name = element("span", { class: "lane-name" }, lane.name);
  const plot = svg("svg", { height: lane.height, "aria-hidden": "true" });
  const root = element(
    "div",
    { class: "lane" },
    element("div", { class: "lane-head" }, name, reading),
    plot,
  );
  const read = (shown: Shown) => {
    const { text, mood = "" } = lane.read(shown);
    setText(reading, text);
    reading.dataset.mood = mood;
  };
  return {
    root,
    read,
    update(shown, width, column) {
      plot.setAttribute("width", String(width));
      plot.replaceChildren(...lane.draw(shown, column));
      read(shown);
    },
  };
}

/** A dashed line across a plot. */
export const limitLine = (y: number): SVGElement =>
  svg("line", { class: "limit", x1: 0, x2: "100%", y1: y, y2: y });

/** Words inside a plot. */
export const plotText = (x: number, y: number, text: string, kind = "plot-text"): SVGElement =>
  svg("text", { class: kind, x, y }, text);

/** A shape by its path. */
export const shape = (kind: string, path: string): SVGElement =>
  svg("path", { class: kind, d: path });
