import type { GraphPicture } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";
import type { Actions } from "./actions.ts";
import {
  type Box,
  bringing,
  type Camera,
  centred,
  fitted,
  kept,
  moved,
  opening,
  type Point,
  type Size,
  steady,
  zoomed,
} from "./camera.ts";
import { drag } from "./drag.ts";
import { drawFrames } from "./framesLayer.ts";
import { heads } from "./heads.ts";
import { keys } from "./keys.ts";
import { drawLines } from "./linesLayer.ts";
import { nodesLayer } from "./nodesLayer.ts";
import { pace } from "./pace.ts";

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
  const nodes = nodesLayer();
  const titles = heads();
  const frames = element("div", { class: "frames" });
  const lines = element("div", { class: "all-lines" });
  const chosenLines = element("div", { class: "chosen-lines" });
  const world = element("div", { class: "world" }, frames, lines, chosenLines, nodes.root);
  const root = element(
    "div",
    {
      class: "canvas",
      role: "application",
      "aria-roledescription": "graph",
      "aria-label":
        "Dependency graph. Left and right follow the lines, up and down go through a column.",
    },
    world,
    titles.root,
  );
  let picture = NOTHING;
  let camera: Camera = { x: 0, y: 0, zoom: 1 };
  let chosen: number | undefined;
  let isPlaced = false;
  /** All of it is wanted, however large the view becomes. */
  let isAllWanted = false;

  const paced = pace(world);
  const size = () => ({ width: root.clientWidth, height: root.clientHeight });
  const look = (next: Camera): void => {
    camera = next;
    isAllWanted = false;
    world.style.transform = `translate(${next.x}px,${next.y}px) scale(${next.zoom})`;
    titles.update(picture, next);
    root.dataset.distance = next.zoom < NAMES ? "far" : next.zoom < WORDS ? "middle" : "near";
    paced(next.zoom);
    const view = size();
    if (next.zoom >= NAMES) nodes.write((it) => isSeen(it, next, view));
    events.moved(next);
  };
  const zoomAt = (factor: number, at: Point) =>
    look(kept(zoomed(camera, factor, at), picture, size()));
  const zoom = (factor: number) => zoomAt(factor, middle(size()));
  const showAll = () => {
    look(fitted(picture, size()));
    isAllWanted = true;
  };
  const resized = new ResizeObserver(() => {
    if (!isPlaced || size().width === 0) return;
    if (isAllWanted) showAll();
    else look(kept(camera, picture, size()));
  });
  resized.observe(root);
  const bring: Canvas["bring"] = (index, how) => {
    const box = picture.nodes[index];
    if (box) look((how === "near" ? bringing : centred)(camera, box, size()));
  };
  /** One node takes the keyboard from Tab: the chosen one, else the first. */
  const choose = (next: number | undefined): void => {
    for (const it of [chosen ?? 0, 0]) {
      nodes.elementOf(it)?.setAttribute("tabindex", "-1");
      nodes.elementOf(it)?.setAttribute("aria-pressed", "false");
    }
    chosen = next;
    nodes.elementOf(next ?? 0)?.setAttribute("tabindex", "0");
    if (next !== undefined) nodes.elementOf(next)?.setAttribute("aria-pressed", "true");
    const own = picture.edges.filter((it) => it.first === next || it.next === next);
    chosenLines.replaceChildren(...(own.length > 0 ? [drawLines(picture, own)] : []));
    root.classList.toggle("has-chosen", next !== undefined);
  };
  const focus = () => nodes.elementOf(chosen ?? 0)?.focus({ preventScroll: true });

  drag(root, {
    move: (by) => look(moved(camera, by, picture, size())),
    zoom: zoomAt,
    press: (target) => {
      const node = nodes.nodeOf(target);
      if (node === undefined) {
        if (!(target instanceof Element && target.closest("button"))) actions.choose(undefined);
      } else if (target instanceof Element && target.closest(".applies")) actions.expand(node);
      else {
        actions.choose(node);
        actions.reveal(picture.nodes[node]?.place, false);
      }
    },
    pressTwice: (target) => actions.focus(nodes.nodeOf(target)),
  });
  root.addEventListener("pointerover", ({ target }) => events.hover(nodes.nodeOf(target)));
  root.addEventListener("pointerleave", () => events.hover(undefined));
  root.addEventListener(
    "keydown",
    keys({
      picture: () => picture,
      // Whichever node has the keyboard, be it by a click of a screen reader.
      at: () => nodes.nodeOf(document.activeElement) ?? chosen ?? 0,
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
      const anchor = anchorOf(picture, next, chosen);
      picture = next;
      frames.replaceChildren(...drawFrames(next, actions));
      lines.replaceChildren(drawLines(next, next.edges));
      nodes.update(next);
      world.style.width = `${next.width}px`;
      world.style.height = `${next.height}px`;
      // Behind the table there is no room to stand in.
      if (size().width === 0) return;
      if (!isPlaced) look(wanted ?? opening(next, size(), next.nodes[0]));
      else if (anchor) look(kept(steady(camera, ...anchor), next, size()));
      else look(kept(camera, next, size()));
      isPlaced = true;
    },
    choose,
    bring,
    mark(name, marked) {
      root.classList.toggle(`has-${name}`, marked.size > 0);
      for (const index of picture.nodes.keys()) {
        nodes.elementOf(index)?.classList.toggle(name, marked.has(index));
      }
    },
    focus,
    zoom,
    showAll,
    camera: () => camera,
    elementOf: nodes.elementOf,
  };
}

/** The least zoom at which names, and at which all words can be read. */
const NAMES = 0.3;
const WORDS = 0.55;

/** Is a box in view, or about to be? */
function isSeen(box: Box, { x, y, zoom }: Camera, view: Size): boolean {
  const left = box.x * zoom + x;
  const top = box.y * zoom + y;
  return (
    left < view.width + SOON &&
    left + box.width * zoom > -SOON &&
    top < view.height + SOON &&
    top + box.height * zoom > -SOON
  );
}

/** Pixels around the view. */
const SOON = 120;

const middle = ({ width, height }: { readonly width: number; readonly height: number }): Point => ({
  x: width / 2,
  y: height / 2,
});

/** Where the chosen node stood and stands, so that it does not run away under the eyes. */
function anchorOf(
  before: GraphPicture<unknown>,
  now: GraphPicture<unknown>,
  chosen: number | undefined,
): readonly [Point, Point] | undefined {
  const then = chosen === undefined ? undefined : before.nodes[chosen];
  const found = then && now.nodes.find((it) => it.id === then.id);
  return found && [then, found];
}
