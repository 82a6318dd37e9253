import type { GraphPicture, PictureNode } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";
import { type Around, arounds } from "./arounds.ts";
import { kindWords, nameWords, stateWords } from "./boxWords.ts";
import { icon } from "./icon.ts";
import { nodeWords } from "./nodeWords.ts";
import type { Marks } from "./paintBoxes.ts";

/**
 * The boxes. One that stays the same object stays the same element, so that nothing loses the keyboard. Of many, only
 * those in sight are elements, and the one that Tab leads to.
 */
export interface NodesLayer {
  readonly root: HTMLElement;
  readonly update: (picture: GraphPicture<unknown>) => void;
  /** Makes boxes of which something holds, and writes what stands in them. */
  readonly show: (holds: (node: PictureNode) => boolean) => void;
  /** Lets go of other boxes, where they are many. */
  readonly thin: (holds: (node: PictureNode) => boolean) => void;
  readonly mark: (marks: Marks) => void;
  /** Made where it is not there yet. */
  readonly elementOf: (node: number) => HTMLElement | undefined;
  /** Index of the node that an element is of. */
  readonly nodeOf: (target: EventTarget | null) => number | undefined;
}

interface Drawn {
  readonly root: HTMLElement;
  said: string;
  index: number;
  isWritten: boolean;
}

/** So many boxes at most are all elements. */
export const FEW = 300;

export function nodesLayer(): NodesLayer {
  const root = element("div", { class: "nodes" });
  let picture: Pick<GraphPicture<unknown>, "nodes" | "groups"> = { nodes: [], groups: [] };
  let neighbours: readonly Around[] = [];
  let marks: Marks = { chosen: undefined, match: new Set(), here: new Set() };
  let drawn = new Map<string, Drawn>();
  const owners = new WeakMap<Element, Drawn>();

  const make = (index: number, node: PictureNode): Drawn => {
    const known = drawn.get(node.id);
    if (known) return known;
    const box = newBox();
    drawn.set(node.id, box);
    owners.set(box.root, box);
    renew(box, index, node);
    return box;
  };
  const renew = (box: Drawn, index: number, node: PictureNode): void => {
    box.index = index;
    const band = picture.groups[node.group]?.bands[node.band]?.title ?? "";
    fill(box, node, band, neighbours[index] ?? { before: [], after: [] });
    dress(box, marks);
  };
  /** Puts new boxes where they belong, so that they are read out in order. */
  const sort = (): void => inOrder(root, [...drawn.values()]);
  return {
    root,
    update(next) {
      picture = next;
      neighbours = arounds(next);
      const before = drawn;
      drawn = new Map();
      for (const [index, node] of next.nodes.entries()) {
        const known = before.get(node.id);
        if (known) {
          before.delete(node.id);
          drawn.set(node.id, known);
          renew(known, index, node);
        } else if (next.nodes.length <= FEW) make(index, node);
      }
      for (const it of before.values()) it.root.remove();
      sort();
    },
    show(holds) {
      const count = drawn.size;
      for (const [index, node] of picture.nodes.entries()) {
        if (!holds(node)) continue;
        const box = make(index, node);
        if (!box.isWritten) write(box.root, node);
        box.isWritten = true;
      }
      if (drawn.size > count) sort();
    },
    thin(holds) {
      if (picture.nodes.length <= FEW) return;
      for (const [id, { root: box, index }] of drawn) {
        const node = picture.nodes[index];
        const isKept = index === (marks.chosen ?? 0) || box === document.activeElement;
        if (isKept || (node && holds(node))) continue;
        drawn.delete(id);
        box.remove();
      }
    },
    mark(next) {
      marks = next;
      for (const it of drawn.values()) dress(it, next);
    },
    elementOf(index) {
      const node = picture.nodes[index];
      if (!node) return undefined;
      const count = drawn.size;
      const box = make(index, node);
      if (drawn.size > count) sort();
      return box.root;
    },
    nodeOf(target) {
      const box = target instanceof Element ? target.closest(".node") : null;
      return box ? owners.get(box)?.index : undefined;
    },
  };
}

const newBox = (): Drawn => ({
  root: element("div", { class: "node", role: "button" }),
  said: "",
  index: 0,
  isWritten: false,
});

/** Elements are moved only where they stand wrong: moving one takes the keyboard from it. */
function inOrder(root: HTMLElement, drawn: readonly Drawn[]): void {
  let at = root.firstElementChild;
  for (const it of [...drawn].sort((a, b) => a.index - b.index)) {
    if (it.root === at) at = at.nextElementSibling;
    else root.insertBefore(it.root, at);
  }
}

function fill(drawn: Drawn, node: PictureNode, band: string, neighbours: Around): void {
  const { root } = drawn;
  const { x, y, width, height, type, state, only, isElsewhere, applies, isExpanded } = node;
  const label = nodeWords(node, band, neighbours);
  const said = [label, x, y, type, only, isElsewhere, applies, isExpanded].join(" ");
  if (said === drawn.said) return;
  drawn.said = said;
  root.setAttribute("aria-label", label);
  root.dataset.fares = state.mood;
  root.dataset.only = only ?? "";
  root.classList.toggle("elsewhere", isElsewhere);
  root.style.transform = `translate(${x}px,${y}px)`;
  root.style.width = `${width}px`;
  root.style.height = `${height}px`;
  if (drawn.isWritten) write(root, node);
}

/** One node takes the keyboard from Tab: the chosen one, else the first. */
function dress({ root, index }: Drawn, { chosen, match, here }: Marks): void {
  root.tabIndex = index === (chosen ?? 0) ? 0 : -1;
  root.setAttribute("aria-pressed", index === chosen ? "true" : "false");
  root.classList.toggle("match", match.has(index));
  root.classList.toggle("here", here.has(index));
}

function write(root: HTMLElement, node: PictureNode): void {
  const { type, applies, isExpanded } = node;
  const count = `${isExpanded ? "−" : "+"}${applies}`;
  root.replaceChildren(
    element(
      "span",
      { class: "words" },
      element("span", { class: "name" }, icon(type), element("span", {}, nameWords(node))),
      element("span", { class: "kind" }, kindWords(node)),
      element("span", { class: "state" }, stateWords(node)),
      ...(applies > 0 ? [element("span", { class: "applies", "aria-hidden": "true" }, count)] : []),
    ),
  );
}
