import type { GraphPicture } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";
import type { Camera, Point, Size } from "./camera.ts";
import type { Looks } from "./looks.ts";
import type { Painted } from "./overview.ts";
import { paintFrames } from "./paintFrames.ts";
import { sightOf } from "./sight.ts";

/** A small map of all of the picture in a corner of the view, with a frame around what is in view. */
export interface PictureMap {
  readonly root: HTMLElement;
  readonly update: (picture: GraphPicture<unknown>, painted: Painted | undefined) => void;
  readonly look: (camera: Camera, size: Size) => void;
}

/** At most so large, in pixels, and so much of the view. */
const LARGEST: Size = { width: 240, height: 140 };
const SHARE = 0.3;

/** @param go the middle of the view is to be at a point of the picture */
export function pictureMap(looks: Looks, go: (middle: Point) => void): PictureMap {
  const board = element("canvas");
  const frame = element("div", { class: "map-frame" });
  const root = element("div", { class: "map", "aria-hidden": "true", hidden: true }, board, frame);
  let picture: Size & Pick<GraphPicture<unknown>, "groups"> = { width: 0, height: 0, groups: [] };
  let painted: Painted | undefined;
  let scale = 0;
  let drawn = "";

  const draw = (): void => {
    const fine = devicePixelRatio || 1;
    board.width = Math.ceil(picture.width * scale * fine);
    board.height = Math.ceil(picture.height * scale * fine);
    board.style.width = `${picture.width * scale}px`;
    board.style.height = `${picture.height * scale}px`;
    const context = board.getContext("2d");
    if (!context || !painted) return;
    const camera: Camera = { x: 0, y: 0, zoom: scale * fine };
    const all = { x: 0, y: 0, width: picture.width, height: picture.height };
    paintFrames({ board: context, camera, distance: "far", looks }, picture.groups, all);
    const zoom = camera.zoom / painted.scale;
    context.setTransform(zoom, 0, 0, zoom, 0, 0);
    context.imageSmoothingQuality = "high";
    context.drawImage(painted.image, 0, 0);
  };
  follow(root, ({ x, y }) => go({ x: x / scale, y: y / scale }));
  return {
    root,
    update(next, image) {
      picture = next;
      painted = image;
      drawn = "";
    },
    look(camera, size) {
      const sight = sightOf(camera, size);
      const isAll =
        sight.x <= 0 &&
        sight.y <= 0 &&
        sight.x + sight.width >= picture.width &&
        sight.y + sight.height >= picture.height;
      root.hidden = isAll || painted === undefined || size.width < SMALLEST;
      if (root.hidden) return;
      scale = Math.min(
        Math.min(LARGEST.width, size.width * SHARE) / picture.width,
        Math.min(LARGEST.height, size.height * SHARE) / picture.height,
      );
      if (drawn !== String(scale)) draw();
      drawn = String(scale);
      frame.style.transform = `translate(${sight.x * scale}px,${sight.y * scale}px)`;
      frame.style.width = `${sight.width * scale}px`;
      frame.style.height = `${sight.height * scale}px`;
    },
  };
}

/** In a narrower view there is no room for it. */
const SMALLEST = 260;

/** Tells where in an element a pointer is pressed, and where it is dragged to. */
function follow(root: HTMLElement, at: (point: Point) => void): void {
  const tell = ({ clientX, clientY }: PointerEvent): void => {
    const { left, top } = root.getBoundingClientRect();
    at({ x: clientX - left - root.clientLeft, y: clientY - top - root.clientTop });
  };
  root.addEventListener("pointerdown", (event) => {
    // The picture below would take it for its own.
    event.stopPropagation();
    root.setPointerCapture(event.pointerId);
    tell(event);
  });
  root.addEventListener("pointermove", (event) => {
    event.stopPropagation();
    if (root.hasPointerCapture(event.pointerId)) tell(event);
  });
}
