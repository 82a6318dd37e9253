import type { PictureBand } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";

/** The title of a wave, and when it begins. */
export const bandHead = ({ title, earliest, latest }: PictureBand): HTMLElement =>
  element(
    "div",
    { class: "band-head" },
    element("div", { class: "band-title" }, title),
    element("div", {}, earliest),
    element("div", {}, latest),
  );
