import type { GraphPicture, PictureGroup } from "../../../protocol/graphView.ts";
import { button, element } from "../element.ts";
import type { Actions } from "./actions.ts";
import { bandHead } from "./bandHead.ts";

/** The frames of clusters with their titles, and the waves in them. */
export const drawFrames = (
  { groups }: Pick<GraphPicture<unknown>, "groups">,
  { collapse }: Pick<Actions, "collapse">,
): readonly HTMLElement[] => groups.map((it) => frame(it, () => collapse(it.id)));

function frame(group: PictureGroup, toggle: () => void): HTMLElement {
  const { x, y, width, height, title, summary, isCollapsed, bands } = group;
  const head = button("", toggle, {
    class: "group-title",
    "aria-expanded": isCollapsed ? "false" : "true",
    title: isCollapsed ? "Unfold" : "Fold",
  });
  head.append(
    element("span", { class: "twistie", "aria-hidden": "true" }, isCollapsed ? "▸" : "▾"),
    element("span", { class: "group-name" }, title),
    element("span", { class: "group-summary" }, summary),
  );
  const root = element("div", { class: "group" }, head);
  place(root, { x, y, width, height });
  for (const it of bands) {
    const band = element("div", { class: "band" }, bandHead(it));
    place(band, it);
    root.append(band);
  }
  return root;
}

function place(
  { style }: HTMLElement,
  {
    x,
    y,
    width,
    height,
  }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  style.left = `${x}px`;
  style.top = `${y}px`;
  style.width = `${width}px`;
  style.height = `${height}px`;
}
