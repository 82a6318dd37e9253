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
  const draw = (group: PictureGroup): void => {
    if (shown === group) return;
    shown = group;
    drawn = group.bands.map(bandHead);
    root.replaceChildren(...drawn);
  };
  return {
    root,
    update({ groups, flow }, camera) {
      root.classList.toggle("single", flow === "down");
      const group = groups.find((it) => (flow === "down" ? isLeft : isCut)(it, camera));
      root.hidden = !group;
      if (!group) return;
      draw(group);
      if (flow === "down") {
        const at = group.bands.findIndex((_, index) => isCutBand(group, index, camera));
        for (const [index, it] of drawn.entries()) it.hidden = index !== at;
        return;
      }
      for (const [index, { x, width }] of group.bands.entries()) {
        const head = drawn[index];
        if (!head) continue;
        head.style.transform = `translateX(${camera.x + x * camera.zoom}px)`;
        const room = width * camera.zoom;
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

/** The view begins inside of one of its waves. */
const isLeft = (group: PictureGroup, camera: Camera): boolean =>
  group.bands.some((_, index) => isCutBand(group, index, camera));

/** Where waves stand below one another, a title is beside the first boxes of its wave. */
function isCutBand({ y, bands }: PictureGroup, index: number, camera: Camera): boolean {
  const band = bands[index];
  if (!band) return false;
  const top = (y + band.y) * camera.zoom + camera.y;
  return top < -FIRST * camera.zoom && top + band.height * camera.zoom > SINGLE;
}

/** Below the upper edge of a wave its title ends, at a zoom of 100 %. */
const FIRST = 30;

/** Height of a single title, in pixels. */
const SINGLE = 26;
