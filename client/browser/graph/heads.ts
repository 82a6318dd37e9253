import type { GraphPicture, PictureGroup } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";
import { bandHead } from "./bandHead.ts";
import type { Camera } from "./camera.ts";

/** The titles of waves at the upper edge, while those in the picture are above it. */
export interface Heads {
  readonly root: HTMLElement;
  readonly update: (picture: GraphPicture<unknown>, camera: Camera) => void;
}

/** Height of the titles in the picture, at a zoom of 100 %. */
const HEIGHT = 92;

/** In pixels: no more than the name of a wave has room. */
const NARROW = 76;

export function heads(): Heads {
  const root = element("div", { class: "heads", "aria-hidden": "true", hidden: true });
  let shown: PictureGroup | undefined;
  let drawn: readonly HTMLElement[] = [];
  return {
    root,
    update({ groups }, camera) {
      const group = groups.find((it) => isCut(it, camera));
      root.hidden = !group;
      if (!group) return;
      if (shown !== group) {
        shown = group;
        drawn = group.bands.map(bandHead);
        root.replaceChildren(...drawn);
      }
      for (const [index, { x, width }] of group.bands.entries()) {
        const head = drawn[index];
        if (!head) continue;
        head.style.transform = `translateX(${camera.x + (x - 8) * camera.zoom}px)`;
        const room = (width + 16) * camera.zoom;
        head.style.width = `${room}px`;
        head.classList.toggle("narrow", room < NARROW);
      }
    },
  };
}

/** Its titles are above the edge, and some of its boxes are below. */
function isCut({ y, height, bands }: PictureGroup, camera: Camera): boolean {
  const top = y * camera.zoom + camera.y;
  return bands.length > 0 && top + HEIGHT * camera.zoom < 20 && top + height * camera.zoom > 90;
}
