import { element, setText } from "../element.ts";
import { choicePart } from "./choicePart.ts";
import { columns } from "./columns.ts";
import { faultList } from "./faultList.ts";
import { headline } from "./headline.ts";
import { liveStrip } from "./liveStrip.ts";
import { momentSwitch } from "./momentSwitch.ts";
import type { Actions, Shown } from "./shown.ts";
import { twin } from "./twin.ts";
import { ways } from "./ways.ts";

/** The whole page. */
export interface Page {
  readonly root: HTMLElement;
  readonly update: (shown: Shown) => void;
  /** There is no picture, and why. */
  readonly fail: (problem: string) => void;
}

export function page(actions: Actions): Page {
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const head = headline();
  const others = [
    faultList(actions),
    liveStrip(actions),
    momentSwitch(actions),
    ways(actions),
    columns(actions),
    choicePart(actions),
    twin(),
  ];
  const root = element(
    "div",
    { class: "page", "data-empty": true },
    head.root,
    problem,
    ...others.map((it) => it.root),
  );
  return {
    root,
    update(shown) {
      problem.hidden = true;
      delete root.dataset.stale;
      delete root.dataset.empty;
      for (const it of [head, ...others]) it.update(shown);
    },
    fail(sentence) {
      problem.hidden = false;
      root.dataset.stale = "true";
      setText(problem, sentence);
    },
  };
}
