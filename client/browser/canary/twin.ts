import type { CanaryPicture } from "../../../protocol/canary.ts";
import { element } from "../element.ts";
import { folded } from "../folded.ts";
import type { Part, Shown } from "./shown.ts";
import { twinRows } from "./twinRows.ts";

/** The timeline as a table: the same in words. Made only while it is unfolded. */
export function twin(): Part {
  const table = element("table");
  const frame = element(
    "div",
    { class: "table", tabindex: 0, role: "region", "aria-label": "Table of ticks" },
    table,
  );
  let last: Shown | undefined;
  let drawnOf: CanaryPicture<unknown> | undefined;
  let rows: readonly HTMLElement[] = [];
  const { root } = folded("Table", false, () => draw(), frame);
  const draw = () => {
    if (!last || !root.open) return;
    if (drawnOf !== last.picture) {
      drawnOf = last.picture;
      const words = twinRows(last.picture);
      rows = words.rows.map(bodyRow);
      table.replaceChildren(
        element("caption", { class: "unseen" }, `Predicted ticks of ${last.picture.name}`),
        element("thead", {}, headRow(words.head)),
        element("tbody", {}, ...rows),
      );
    }
    rows.forEach((it, index) => {
      if (index === last?.at) it.setAttribute("aria-current", "step");
      else it.removeAttribute("aria-current");
    });
  };
  return {
    root,
    update(shown) {
      last = shown;
      draw();
    },
  };
}

const headRow = (names: readonly string[]): HTMLElement =>
  element("tr", {}, ...names.map((it) => element("th", { scope: "col" }, it)));

const bodyRow = ([tick = "", ...cells]: readonly string[]): HTMLElement =>
  element(
    "tr",
    {},
    element("th", { scope: "row" }, tick),
    ...cells.map((cell) => element("td", {}, cell)),
  );
