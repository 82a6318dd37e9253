import type { PictureEdge, PictureNode } from "../../../protocol/graphView.ts";
import { element, svg } from "../element.ts";
import type { Distance } from "./distance.ts";

export interface LineLook {
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly cap: CanvasLineCap;
}

export interface BoxLook {
  readonly fill: string;
  readonly border: string;
  readonly isDashed: boolean;
  /** Of the stripe on its left. */
  readonly stripe: string;
  /** Of what it says of its state. */
  readonly words: string;
}

export interface PlainLook {
  readonly ground: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly here: string;
  readonly frame: string;
  readonly band: string;
  /** A list of families, as `font` takes them. */
  readonly font: string;
}

/**
 * How the stylesheet wants things to look, for what is painted and is no element: hidden elements are styled, and asked.
 */
export interface Looks {
  readonly root: HTMLElement;
  readonly line: (edge: Pick<PictureEdge, "type" | "only">, isChosen: boolean) => LineLook;
  readonly box: (
    node: Pick<PictureNode, "state" | "only" | "isElsewhere">,
    distance: Distance,
  ) => BoxLook;
  readonly plain: () => PlainLook;
  /** The theme is another. */
  readonly forget: () => void;
}

export function looks(): Looks {
  const root = element("div", { class: "looks", hidden: true });
  const known = new Map<string, unknown>();
  const once = <Look>(key: string, ask: () => Look): Look => {
    if (!known.has(key)) {
      known.set(key, ask());
      // Nobody else is to find what was asked.
      root.replaceChildren();
    }
    return known.get(key) as Look;
  };
  return {
    root,
    line: ({ type, only = "" }, isChosen) =>
      once(`line ${type} ${only} ${isChosen}`, () => lineLook(root, `${type} ${only}`, isChosen)),
    box: ({ state, only = "", isElsewhere }, distance) =>
      once(`box ${state.mood} ${only} ${isElsewhere} ${distance}`, () => {
        root.dataset.distance = distance;
        return boxLook(root, state.mood, only, isElsewhere);
      }),
    plain: () => once("plain", () => plainLook(root)),
    forget: () => known.clear(),
  };
}

function lineLook(root: HTMLElement, name: string, isChosen: boolean): LineLook {
  const path = svg("path", { class: `line ${name}` });
  const lines = element("div", { class: isChosen ? "chosen-lines" : "" }, svg("svg", {}, path));
  root.replaceChildren(lines);
  const { stroke, strokeWidth, strokeDasharray, strokeLinecap } = getComputedStyle(path);
  return {
    colour: stroke,
    width: Number.parseFloat(strokeWidth) || 1,
    dash: (strokeDasharray.match(/[\d.]+/g) ?? []).map(Number),
    cap: strokeLinecap as CanvasLineCap,
  };
}

function boxLook(root: HTMLElement, mood: string, only: string, isElsewhere: boolean): BoxLook {
  const state = element("span", { class: "state" });
  const node = element(
    "div",
    {
      class: isElsewhere ? "node elsewhere" : "node",
      "data-fares": mood,
      "data-only": only,
    },
    state,
  );
  root.replaceChildren(node);
  const style = getComputedStyle(node);
  return {
    fill: style.backgroundColor,
    border: style.borderTopColor,
    isDashed: style.borderTopStyle === "dashed",
    stripe: getComputedStyle(node, "::before").backgroundColor,
    words: getComputedStyle(state).color,
  };
}

function plainLook(root: HTMLElement): PlainLook {
  const colourOf = (variable: string): string => {
    const asked = element("span");
    asked.style.color = `var(${variable})`;
    root.replaceChildren(asked);
    return getComputedStyle(asked).color;
  };
  return {
    ground: colourOf("--vscode-editor-background"),
    text: colourOf("--vscode-foreground"),
    muted: colourOf("--muted"),
    accent: colourOf("--accent"),
    here: colourOf("--canary"),
    frame: colourOf("--line"),
    band: colourOf("--faint"),
    font: getComputedStyle(document.body).fontFamily,
  };
}
