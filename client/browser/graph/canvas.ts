import type { GraphPicture } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";
import type { Actions } from "./actions.ts";
import {
  type Box,
  beside,
  bringing,
  type Camera,
  centred,
  fitted,
  kept,
  legible,
  moved,
  opening,
  type Point,
  pointAt,
  type Size,
  showing,
  steady,
  zoomed,
} from "./camera.ts";
import { drag } from "./drag.ts";
import { keys } from "./keys.ts";
import type { Marks } from "./paintBoxes.ts";
import { isIn } from "./sight.ts";
import { stage } from "./stage.ts";

/** The picture, and the view on it. */
export interface Canvas {
  readonly root: HTMLElement;
  /** @param camera where it was left; absent: so that it can be read */
  readonly update: (picture: GraphPicture<unknown>, camera: Camera | undefined) => void;
  readonly choose: (node: number | undefined) => void;
  /** Brings a node into view. */
  readonly bring: (node: number, how: "near" | "middle") => void;
  readonly mark: (name: "match" | "here", nodes: ReadonlySet<number>) => void;
  readonly focus: () => void;
  readonly zoom: (factor: number) => void;
  readonly showAll: () => void;
  readonly camera: () => Camera;
  readonly elementOf: (node: number) => HTMLElement | undefined;
}

/** What the canvas tells. */
export interface CanvasEvents {
  /** The pointer has come to a node, or left it. */
  readonly hover: (node: number | undefined) => void;
  readonly moved: (camera: Camera) => void;
}

const NOTHING: GraphPicture<unknown> = {
  layer: "files",
  flow: "right",
  summary: "",
  notes: [],
  width: 0,
  height: 0,
  groups: [],
  nodes: [],
  edges: [],
  choices: { namespaces: [], kinds: [], states: [] },
  places: [],
};

export function canvas(actions: Actions, events: CanvasEvents): Canvas {
  const scene = stage(
    () => root,
    actions,
    (point) => look(showing(point, camera, picture, size())),
  );
  const { nodes } = scene;
  const root: HTMLElement = element(
    "div",
    {
      class: "canvas",
      role: "application",
      "aria-roledescription": "graph",
    },
    ...scene.layers,
  );
  let picture = NOTHING;
  let camera: Camera = { x: 0, y: 0, zoom: 1 };
  let marks: Marks = { chosen: undefined, match: new Set(), here: new Set() };
  let isPlaced = false;
  /** What is wanted, however large the view becomes: as much as can be read, or all of it. */
  let fit: "legible" | "all" | undefined;

  const size = () => ({ width: root.clientWidth, height: root.clientHeight });
  const look = (next: Camera): void => {
    camera = next;
    fit = undefined;
    scene.look(next, size());
    events.moved(next);
  };
  const zoomAt = (factor: number, at: Point) =>
    look(kept(zoomed(camera, factor, at), picture, size()));
  const zoom = (factor: number) => zoomAt(factor, middle(size()));
  const fitNow = (how: "legible" | "all"): void => {
    const room = size();
    const box = picture.nodes[marks.chosen ?? 0];
    look(how === "all" ? fitted(picture, room) : legible(picture, room, box));
    fit = how;
  };
  /** Who asks again wants all of it, be it too small to read. */
  const showAll = () => fitNow(fit === undefined ? "legible" : "all");
  const resized = new ResizeObserver(() => {
    if (!isPlaced || size().width === 0) return;
    if (fit) fitNow(fit);
    else look(kept(camera, picture, size()));
  });
  resized.observe(root);
  const bring: Canvas["bring"] = (index, how) => {
    const box = picture.nodes[index];
    if (!box) return;
    look(how === "near" ? bringing(camera, box, size()) : centred(camera, box, picture, size()));
  };
  const choose = (chosen: number | undefined): void => {
    marks = { ...marks, chosen };
    scene.mark(marks);
    root.classList.toggle("has-chosen", chosen !== undefined);
  };
  const focus = () => nodes.elementOf(marks.chosen ?? 0)?.focus({ preventScroll: true });
  /** The node of an element, or the one that is painted there. */
  const nodeAt = (target: EventTarget | null, at: Point): number | undefined => {
    const own = nodes.nodeOf(target);
    if (own !== undefined || !scene.hasPaintedBoxes()) return own;
    const point = { ...pointAt(camera, at), width: 0, height: 0 };
    const found = picture.nodes.findIndex((it) => isIn(point, it));
    return found < 0 ? undefined : found;
  };

  drag(root, {
    move: (by) => look(moved(camera, by, picture, size())),
    zoom: zoomAt,
    press: (target, at) => {
      const node = nodeAt(target, at);
      if (node === undefined) {
        if (!(target instanceof Element && target.closest("button"))) actions.choose(undefined);
      } else if (target instanceof Element && target.closest(".applies")) actions.expand(node);
      else {
        actions.choose(node);
        actions.reveal(picture.nodes[node]?.place, false);
      }
    },
    pressTwice: (target, at) => actions.focus(nodeAt(target, at)),
    hover: (target, at) => events.hover(nodeAt(target, at)),
  });
  root.addEventListener("pointerleave", () => events.hover(undefined));
  root.addEventListener(
    "keydown",
    keys({
      picture: () => picture,
      // Whichever node has the keyboard, be it by a click of a screen reader.
      at: () => nodes.nodeOf(document.activeElement) ?? marks.chosen ?? 0,
      go: (node) => {
        actions.choose(node);
        bring(node, "near");
        nodes.elementOf(node)?.focus({ preventScroll: true });
      },
      zoom,
      showAll,
      actions,
    }),
  );
  // The browser would scroll the frame to what has the keyboard.
  root.addEventListener("scroll", () => root.scrollTo(0, 0));

  return {
    root,
    update(next, wanted) {
      const anchor = anchorOf(picture, next, marks.chosen);
      const isAnew = isPlaced && opensAnew(picture, next);
      picture = next;
      root.dataset.flow = next.flow;
      root.setAttribute("aria-label", `Dependency graph. ${WAYS[next.flow]}`);
      scene.update(next);
      // Behind the table there is no room to stand in.
      if (size().width === 0) return;
      if (isAnew) look(openedAnew(next, size(), anchor?.[1]));
      else if (!isPlaced) look(wanted ?? opening(next, size(), next.nodes[0]));
      else look(followed(anchor ? steady(camera, ...anchor) : camera, next, size()));
      isPlaced = true;
    },
    choose,
    bring,
    mark(name, marked) {
      root.classList.toggle(`has-${name}`, marked.size > 0);
      marks = { ...marks, [name]: marked };
      scene.mark(marks);
    },
    focus,
    zoom,
    showAll,
    camera: () => camera,
    elementOf: nodes.elementOf,
  };
}

/** What the arrow keys do. */
const WAYS = {
  right: "Left and right follow the lines, up and down go through a column.",
  down: "Up and down follow the lines, left and right go through a row.",
} as const;

/** Turned, nothing stands where it was; read downwards, another layer may be wider than what was in view. */
const opensAnew = (before: GraphPicture<unknown>, now: GraphPicture<unknown>): boolean =>
  now.flow !== before.flow || (now.flow === "down" && now.layer !== before.layer);

/** As it would open, but with the chosen box in view. */
function openedAnew(picture: GraphPicture<unknown>, view: Size, chosen: Box | undefined): Camera {
  const camera = opening(picture, view, picture.nodes[0]);
  return chosen ? bringing(camera, chosen, view) : camera;
}

/** Of a picture that is read downwards, all of the width that there is room for stays in view, and none above it. */
function followed(camera: Camera, picture: GraphPicture<unknown>, view: Size): Camera {
  if (picture.flow === "right") return kept(camera, picture, view);
  const { x, y, zoom } = beside(camera, picture, view);
  return kept({ x, y: Math.min(TOP, y), zoom }, picture, view);
}

/** So far below the edge a picture begins at most. */
const TOP = 12;

const middle = ({ width, height }: { readonly width: number; readonly height: number }): Point => ({
  x: width / 2,
  y: height / 2,
});

/** Where the chosen node stood and stands, so that it does not run away under the eyes. */
function anchorOf(
  before: GraphPicture<unknown>,
  now: GraphPicture<unknown>,
  chosen: number | undefined,
): readonly [Point, Box] | undefined {
  const then = chosen === undefined ? undefined : before.nodes[chosen];
  const found = then && now.nodes.find((it) => it.id === then.id);
  return found && [then, found];
}
