import type { GraphPicture, PictureNode } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";
import type { Actions } from "./actions.ts";
import { board } from "./board.ts";
import type { Camera, Point, Size } from "./camera.ts";
import { distanceOf } from "./distance.ts";
import { drawFrames } from "./framesLayer.ts";
import { heads } from "./heads.ts";
import { type Lines, lines } from "./lines.ts";
import { looks } from "./looks.ts";
import { pictureMap } from "./map.ts";
import { FEW, type NodesLayer, nodesLayer } from "./nodesLayer.ts";
import { overview } from "./overview.ts";
import { pace } from "./pace.ts";
import type { Marks } from "./paintBoxes.ts";
import { isIn, sightOf } from "./sight.ts";

/**
 * The layers of a picture, and what of them is shown from where its camera stands. Frames and boxes are elements; lines
 * are painted, and so are the boxes of a large picture from afar and while it is zoomed: elements of another size the
 * browser must paint anew, all of them.
 */
export interface Stage {
  /** From the back to the front. */
  readonly layers: readonly HTMLElement[];
  readonly nodes: NodesLayer;
  readonly update: (picture: GraphPicture<unknown>) => void;
  readonly look: (camera: Camera, size: Size) => void;
  readonly mark: (marks: Marks) => void;
  /** Are boxes painted that are no elements? */
  readonly hasPaintedBoxes: () => boolean;
}

interface Shown {
  readonly picture: GraphPicture<unknown>;
  readonly lines: Lines;
  readonly camera: Camera;
  readonly size: Size;
  readonly marks: Marks;
  readonly isMoving: boolean;
  readonly isZooming: boolean;
}

/**
 * @param root what holds the layers
 * @param go the middle of the view is to be at a point of the picture
 */
export function stage(
  root: () => HTMLElement,
  actions: Pick<Actions, "collapse">,
  go: (middle: Point) => void,
): Stage {
  const style = looks();
  const nodes = nodesLayer();
  const titles = heads();
  const canvas = board(style);
  const frames = element("div", { class: "world frames" });
  const boxes = element("div", { class: "world boxes" }, nodes.root);
  let shown: Shown | undefined;
  /** The zoom at which elements stand. */
  let placed = 1;

  const isLarge = () => (shown?.picture.nodes.length ?? 0) > FEW;
  /** Is all of it painted for now? Its elements stay as they were: the browser works on what moves, seen or not. */
  const isSketched = () => shown !== undefined && isLarge() && shown.isZooming;
  const hasPaintedBoxes = () =>
    isSketched() || (shown !== undefined && isLarge() && distanceOf(shown.camera.zoom) === "far");
  let isDue = false;
  /** Once for each frame, however much has changed. */
  const paint = (): void => {
    if (!isDue) requestAnimationFrame(paintNow);
    isDue = true;
  };
  const paintNow = (): void => {
    isDue = false;
    if (!shown) return;
    const overview = whole.painted();
    canvas.paint({ ...shown, overview, hasFrames: isSketched(), hasBoxes: hasPaintedBoxes() });
    map.look(shown.camera, shown.size);
  };
  const map = pictureMap(style, go);
  const whole = overview(style, () => {
    if (shown) map.update(shown.picture, whole.painted());
    paint();
  });
  const settle = (): void => {
    if (!shown) return;
    shown = { ...shown, isMoving: false, isZooming: false };
    show(true);
  };
  const paced = pace([frames, boxes], settle);
  const place = ({ x, y, zoom }: Camera): void => {
    placed = zoom;
    root().dataset.distance = distanceOf(zoom);
    for (const it of [frames, boxes]) {
      it.style.transform = `translate(${x}px,${y}px) scale(${zoom})`;
    }
  };
  const show = (isStill: boolean): void => {
    if (!shown) return;
    const { camera, size, picture } = shown;
    root().classList.toggle("sketched", isSketched());
    titles.update(picture, camera);
    if (!isSketched()) {
      place(camera);
      const sight = sightOf(camera, size, SOON);
      const isFar = distanceOf(camera.zoom) === "far";
      const holds = (it: PictureNode) => !isFar && isIn(it, sight);
      nodes.show(holds);
      if (isStill) nodes.thin(holds);
    }
    paint();
  };
  new MutationObserver(() => {
    style.forget();
    if (shown) whole.update(shown.picture, shown.lines);
    paint();
  }).observe(document.body, {
    attributes: true,
    attributeFilter: ["class", "data-vscode-theme-id"],
  });
  return {
    layers: [style.root, frames, canvas.root, boxes, titles.root, map.root],
    nodes,
    update(picture) {
      const drawn = lines(picture);
      const { camera = NOWHERE, size = NOTHING, marks = NO_MARKS } = shown ?? {};
      shown = { picture, lines: drawn, camera, size, marks, isMoving: false, isZooming: false };
      frames.replaceChildren(...drawFrames(picture, actions));
      nodes.update(picture);
      whole.update(picture, drawn);
    },
    look(camera, size) {
      if (!shown) return;
      const isZoomed = camera.zoom !== shown.camera.zoom && shown.size !== NOTHING;
      const isZooming = shown.isZooming || isZoomed;
      shown = { ...shown, camera, size, isMoving: true, isZooming };
      paced(isSketched() ? placed : camera.zoom);
      show(false);
    },
    mark(marks) {
      nodes.mark(marks);
      if (!shown) return;
      shown = { ...shown, marks };
      paint();
    },
    hasPaintedBoxes,
  };
}

/** Pixels around the view in which boxes are made before they are seen. */
const SOON = 120;

const NOWHERE: Camera = { x: 0, y: 0, zoom: 1 };
const NOTHING: Size = { width: 0, height: 0 };
const NO_MARKS: Marks = { chosen: undefined, match: new Set(), here: new Set() };
