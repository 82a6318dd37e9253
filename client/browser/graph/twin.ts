import type { GraphPicture } from "../../../protocol/graphView.ts";
import { button, element } from "../element.ts";
import type { Actions } from "./actions.ts";
import { TWIN_HEAD, type TwinTable, twinRows } from "./twinRows.ts";

/** The picture as tables: the same in words. */
export interface Twin {
  readonly root: HTMLElement;
  /** Made only while it is looked at. */
  readonly update: (picture: GraphPicture<unknown>, chosen: number | undefined) => void;
}

export function twin(actions: Actions): Twin {
  const root = element("div", {
    class: "table",
    tabindex: 0,
    role: "region",
    "aria-label": "The graph as a table",
    hidden: true,
  });
  let drawnOf: GraphPicture<unknown> | undefined;
  const rows = new Map<number, HTMLElement>();
  return {
    root,
    update(picture, chosen) {
      if (drawnOf !== picture) {
        drawnOf = picture;
        rows.clear();
        root.replaceChildren(...twinRows(picture).map((it) => table(it, picture, actions, rows)));
      }
      for (const [node, row] of rows) {
        if (node === chosen) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
      }
    },
  };
}

function table(
  { title, rows }: TwinTable,
  { nodes }: GraphPicture<unknown>,
  actions: Actions,
  drawn: Map<number, HTMLElement>,
): HTMLElement {
  const head = element("tr", {}, ...TWIN_HEAD.map((it) => element("th", { scope: "col" }, it)));
  const body = rows.map(({ node, cells: [wave = "", name = "", ...rest] }) => {
    const link = button(
      name,
      () => {
        actions.choose(node);
        actions.reveal(nodes[node]?.place, false);
      },
      { class: "link" },
    );
    const row = element(
      "tr",
      {},
      element("td", {}, wave),
      element("th", { scope: "row" }, link),
      ...rest.map((it) => element("td", {}, it)),
    );
    drawn.set(node, row);
    return row;
  });
  return element(
    "table",
    {},
    element("caption", {}, title),
    element("thead", {}, head),
    element("tbody", {}, ...body),
  );
}
