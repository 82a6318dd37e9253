import type { GraphPicture, PictureNode } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";
import { type Around, arounds } from "./arounds.ts";
import { icon } from "./icon.ts";
import { nodeWords } from "./nodeWords.ts";

/** The boxes. One that stays the same object stays the same element, so that nothing loses the keyboard. */
export interface NodesLayer {
  readonly root: HTMLElement;
  readonly update: (picture: GraphPicture<unknown>) => void;
  /** Writes what stands in the boxes of which something holds; thousands at once would take too long. */
  readonly write: (holds: (node: PictureNode) => boolean) => void;
  readonly elementOf: (node: number) => HTMLElement | undefined;
  /** Index of the node that an element is of. */
  readonly nodeOf: (target: EventTarget | null) => number | undefined;
}

interface Drawn {
  readonly root: HTMLElement;
  said: string;
  node: PictureNode;
  isWritten: boolean;
}

export function nodesLayer(): NodesLayer {
  const root = element("div", { class: "nodes" });
  let drawn = new Map<string, Drawn>();
  let order: readonly Drawn[] = [];
  const indexes = new WeakMap<Element, number>();
  return {
    root,
    update(picture) {
      const lists = arounds(picture);
      const next = new Map<string, Drawn>();
      order = picture.nodes.map((node, index) => {
        const box = drawn.get(node.id) ?? newBox(node);
        const band = picture.groups[node.group]?.bands[node.band]?.title ?? "";
        fill(box, node, band, lists[index] ?? { before: [], after: [] });
        indexes.set(box.root, index);
        next.set(node.id, box);
        return box;
      });
      for (const [id, it] of drawn) if (!next.has(id)) it.root.remove();
      drawn = next;
      inOrder(root, order);
    },
    write(holds) {
      for (const it of order) if (!it.isWritten && holds(it.node)) write(it);
    },
    elementOf: (node) => order[node]?.root,
    nodeOf(target) {
      const box = target instanceof Element ? target.closest(".node") : null;
      return box ? indexes.get(box) : undefined;
    },
  };
}

const newBox = (node: PictureNode): Drawn => ({
  root: element("div", { class: "node", role: "button", tabindex: -1 }),
  said: "",
  node,
  isWritten: false,
});

/** Elements are moved only where they stand wrong: moving one takes the keyboard from it. */
function inOrder(root: HTMLElement, order: readonly Drawn[]): void {
  let at = root.firstElementChild;
  for (const it of order) {
    if (it.root === at) at = at.nextElementSibling;
    else root.insertBefore(it.root, at);
  }
}

function fill(drawn: Drawn, node: PictureNode, band: string, neighbours: Around): void {
  const { root } = drawn;
  const { x, y, width, height, type, state, only, isElsewhere } = node;
  const label = nodeWords(node, band, neighbours);
  const said = JSON.stringify([
    label,
    x,
    y,
    type,
    only,
    isElsewhere,
    node.applies,
    node.isExpanded,
  ]);
  drawn.node = node;
  if (said === drawn.said) return;
  drawn.said = said;
  root.setAttribute("aria-label", label);
  root.dataset.fares = state.mood;
  root.dataset.only = only ?? "";
  root.classList.toggle("elsewhere", isElsewhere);
  root.style.transform = `translate(${x}px,${y}px)`;
  root.style.width = `${width}px`;
  root.style.height = `${height}px`;
  if (drawn.isWritten) write(drawn);
}

function write(drawn: Drawn): void {
  const { type, name, kind, namespace, state, change, applies, isExpanded } = drawn.node;
  drawn.isWritten = true;
  const where = namespace === "" ? kind : `${kind} · ${namespace}`;
  const words = change === undefined ? state.name : `${change} · ${state.name}`;
  const count = `${isExpanded ? "−" : "+"}${applies}`;
  drawn.root.replaceChildren(
    element(
      "span",
      { class: "words" },
      element("span", { class: "name" }, icon(type), element("span", {}, name)),
      element("span", { class: "kind" }, where),
      element("span", { class: "state" }, words),
      ...(applies > 0 ? [element("span", { class: "applies", "aria-hidden": "true" }, count)] : []),
    ),
  );
}
