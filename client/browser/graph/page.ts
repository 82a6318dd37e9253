import type {
  GraphFlow,
  GraphPicture,
  GraphRoom,
  GraphViewState,
} from "../../../protocol/graphView.ts";
import { button, element, setText } from "../element.ts";
import type { Actions } from "./actions.ts";
import { type Canvas, type CanvasEvents, canvas } from "./canvas.ts";
import { type Details, details } from "./details.ts";
import { keyWords } from "./keys.ts";
import { legend } from "./legend.ts";
import { type Tip, tip } from "./tip.ts";
import { type SearchEvents, type Toolbar, toolbar } from "./toolbar.ts";
import { type Twin, twin } from "./twin.ts";

/** The whole page. */
export interface Page {
  readonly root: HTMLElement;
  readonly canvas: Canvas;
  readonly toolbar: Toolbar;
  readonly details: Details;
  readonly tip: Tip;
  readonly twin: Twin;
  readonly update: (picture: GraphPicture<unknown>, state: GraphViewState) => void;
  /** What picture and table have together, with what is said of a node. */
  readonly room: () => GraphRoom | undefined;
  /** There is no picture, and why. */
  readonly fail: (problem: string) => void;
}

export function page(actions: Actions, events: CanvasEvents & SearchEvents): Page {
  const board = canvas(actions, events);
  const bar = toolbar(actions, events);
  const aside = details(actions);
  const hint = tip(actions);
  const table = twin(actions);
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const notes = element("p", { class: "notes", hidden: true });
  const empty = element("p", { class: "empty", hidden: true });
  const foot = footer(board, actions);
  const body = element("div", { class: "body" }, board.root, empty, table.root, aside.root);
  const root = element(
    "div",
    { class: "page", "data-empty": true },
    bar.root,
    problem,
    notes,
    body,
    foot.root,
    hint.root,
  );
  return {
    root,
    canvas: board,
    toolbar: bar,
    details: aside,
    tip: hint,
    twin: table,
    update(picture, state) {
      problem.hidden = true;
      delete root.dataset.stale;
      delete root.dataset.empty;
      setText(notes, picture.notes.join(" "));
      notes.hidden = picture.notes.length === 0;
      const isEmpty = picture.nodes.length === 0 && !picture.groups.some((it) => it.isCollapsed);
      empty.hidden = !isEmpty;
      setText(empty, isEmpty ? emptyWords(state) : "");
      board.root.hidden = state.shows !== "picture" || isEmpty;
      table.root.hidden = state.shows !== "table" || isEmpty;
      setText(foot.summary, picture.summary);
      foot.update(picture.flow);
      bar.update(picture, state);
    },
    room() {
      const { clientWidth: width, clientHeight: height } = body;
      return width > 0 && height > 0 ? { width, height } : undefined;
    },
    fail(sentence) {
      problem.hidden = false;
      notes.hidden = true;
      root.dataset.stale = "true";
      delete root.dataset.empty;
      setText(problem, sentence);
    },
  };
}

function emptyWords({ choice }: GraphViewState): string {
  const isFiltered = [choice.namespaces, choice.kinds, choice.states].some((it) => it.length > 0);
  return isFiltered
    ? "Nothing is left by the filter."
    : choice.layer === "cluster"
      ? "There is nothing of Flux or Flagger in the cluster that can be shown."
      : "There is nothing of Flux or Flagger here yet.";
}

function footer({ zoom, showAll }: Canvas, { turn }: Pick<Actions, "turn">) {
  const summary = element("span", { class: "summary", role: "status" });
  const list = element("dl", { class: "popover" });
  const keys = element("details", { class: "keys" }, element("summary", {}, "Keys"), list);
  const turned = button("", turn);
  const root = element(
    "footer",
    { class: "foot" },
    summary,
    legend(),
    element("span", { class: "space" }),
    keys,
    turned,
    element(
      "span",
      { class: "buttons", role: "group", "aria-label": "Zoom" },
      button("−", () => zoom(1 / 1.25), { "aria-label": "Smaller" }),
      button("Fit", showAll, { title: "As much as can be read; again: all of it (0)" }),
      button("+", () => zoom(1.25), { "aria-label": "Larger" }),
    ),
  );
  const update = (flow: GraphFlow): void => {
    setText(turned, flow === "right" ? "↓ Turn" : "→ Turn");
    turned.title = flow === "right" ? "Let waves go down (t)" : "Let waves go to the right (t)";
    list.replaceChildren(
      ...keyWords(flow).flatMap(([key, words]) => [
        element("dt", {}, element("kbd", {}, key)),
        element("dd", {}, words),
      ]),
    );
  };
  return { root, summary, update };
}
