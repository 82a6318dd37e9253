import { element } from "../element.ts";
import { folded } from "../folded.ts";
import type { Part, Shown } from "./shown.ts";
import { twinRows } from "./twinRows.ts";

/** The picture as a table: the same in words. Made only while it is unfolded. */
export function twin(): Part {
  const table = element("table");
  const frame = element(
    "div",
    { class: "table", tabindex: 0, role: "region", "aria-label": "Table of selectors" },
    table,
  );
  let last: Shown | undefined;
  const { root } = folded("Table", false, () => draw(), frame);
  const draw = () => {
    if (!last || !root.open) return;
    const { head, rows } = twinRows(last.moment);
    table.replaceChildren(
      element("caption", { class: "unseen" }, `Selectors around ${last.picture.name}`),
      element(
        "thead",
        {},
        element("tr", {}, ...head.map((it) => element("th", { scope: "col" }, it))),
      ),
      element("tbody", {}, ...rows.map(bodyRow)),
    );
  };
  return {
    root,
    update(shown) {
      last = shown;
      draw();
    },
  };
}

const bodyRow = ([name = "", ...cells]: readonly string[]): HTMLElement =>
  element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    ...cells.map((cell) => element("td", {}, cell)),
  );
