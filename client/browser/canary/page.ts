import { button, element, setText } from "../element.ts";
import { fields } from "./fields.ts";
import { headline } from "./headline.ts";
import { type LivePart, livePart } from "./live.ts";
import { type MatrixPart, matrix } from "./matrix.ts";
import { type RoutingPart, routing } from "./routing.ts";
import { scenario } from "./scenario.ts";
import type { Actions, Shown } from "./shown.ts";
import { tickDetails } from "./tickDetails.ts";
import { timeline } from "./timeline.ts";
import { transport } from "./transport.ts";
import { twin } from "./twin.ts";

/** The whole page. */
export interface Page {
  readonly root: HTMLElement;
  readonly routing: RoutingPart;
  readonly matrix: MatrixPart;
  readonly live: LivePart;
  readonly update: (shown: Shown) => void;
  /** Shows what is asked for before the answer is there. */
  readonly updateControls: (shown: Shown) => void;
  /** There is no picture, and why. */
  readonly fail: (problem: string) => void;
}

/** @param opened sections that have come into view and want to be filled */
export function page(
  actions: Actions,
  opened: { readonly routing: () => void; readonly matrix: () => void },
): Page {
  const head = headline();
  const walk = transport(actions);
  const time = timeline(actions);
  const tick = tickDetails(actions);
  const controls = [scenario(actions), fields(actions)];
  const yaml = routing(opened.routing);
  const heat = matrix(actions, opened.matrix);
  const table = twin();
  const live = livePart(actions);
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const asText = button("Show as text", actions.text, {
    title: "Open the report of this rollout as a document",
  });
  head.root.querySelector(".title")?.append(asText);
  head.root.append(live.root);
  const picture = element("div", { class: "picture" }, walk.root, time.root, tick.root);
  const side = element("div", { class: "side" }, ...controls.map((it) => it.root), heat.root);
  const root = element(
    "div",
    { class: "page", hidden: true, "data-empty": true },
    head.root,
    problem,
    picture,
    side,
    yaml.root,
    table.root,
  );
  const parts = [head, live, walk, time, tick, ...controls, yaml, heat, table];
  return {
    root,
    routing: yaml,
    matrix: heat,
    live,
    update(shown) {
      root.hidden = false;
      problem.hidden = true;
      delete root.dataset.stale;
      delete root.dataset.empty;
      for (const it of parts) it.update(shown);
    },
    updateControls(shown) {
      for (const it of controls) it.update(shown);
    },
    fail(sentence) {
      root.hidden = false;
      problem.hidden = false;
      root.dataset.stale = "true";
      setText(problem, sentence);
    },
  };
}
