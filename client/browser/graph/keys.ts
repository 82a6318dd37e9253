import type { GraphFlow, GraphPicture } from "../../../protocol/graphView.ts";
import type { Actions } from "./actions.ts";
import { type Direction, walk } from "./walk.ts";

/** What keys act on. */
export interface Keyed {
  readonly picture: () => GraphPicture<unknown>;
  /** Index of the node that has the keyboard. */
  readonly at: () => number;
  readonly go: (node: number) => void;
  readonly zoom: (factor: number) => void;
  readonly showAll: () => void;
  readonly actions: Actions;
}

/** What each key of the picture does, for people. */
export const keyWords = (flow: GraphFlow): readonly (readonly [string, string])[] => [
  [flow === "right" ? "← →" : "↑ ↓", "along the lines"],
  [flow === "right" ? "↑ ↓" : "← →", flow === "right" ? "through the column" : "through the row"],
  ["Enter", "go to the line"],
  ["f", "only what is before and after"],
  ["e", "all that it applies"],
  ["t", "turn: waves go down, or to the right"],
  ["/", "search"],
  ["+ − 0", "zoom"],
];

const STEP = 1.25;

/** Hears the keys of the picture. */
export function keys(keyed: Keyed): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Buttons of the frame have keys of their own.
    if (event.target instanceof HTMLButtonElement && "Enter ".includes(event.key)) return;
    const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act(keyed);
  };
}

const to =
  (direction: Direction) =>
  ({ picture, at, go }: Keyed): void => {
    const next = walk(picture(), at(), direction);
    if (next !== undefined) go(next);
  };

const enter = ({ picture, at, actions }: Keyed): void =>
  actions.reveal(picture().nodes[at()]?.place, true);

const KEYS: Readonly<Record<string, (keyed: Keyed) => void>> = {
  ArrowLeft: to("left"),
  ArrowRight: to("right"),
  ArrowUp: to("up"),
  ArrowDown: to("down"),
  Home: ({ go }) => go(0),
  End: ({ picture, go }) => go(Math.max(0, picture().nodes.length - 1)),
  Enter: enter,
  " ": ({ at, go }) => go(at()),
  f: ({ at, actions }) => actions.focus(at()),
  e: ({ at, actions }) => actions.expand(at()),
  t: ({ actions }) => actions.turn(),
  "/": ({ actions }) => actions.search(),
  "+": ({ zoom }) => zoom(STEP),
  "=": ({ zoom }) => zoom(STEP),
  "-": ({ zoom }) => zoom(1 / STEP),
  "0": ({ showAll }) => showAll(),
  Escape: ({ actions }) => actions.choose(undefined),
};
