import type { GraphFinding, PictureNode } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";
import type { Actions } from "./actions.ts";
import { nodeNotes } from "./nodeNotes.ts";

/** What a node says when the pointer rests on it. */
export interface Tip {
  readonly root: HTMLElement;
  /** @param beside the element of the node; `undefined`: the pointer has left */
  readonly over: (node: PictureNode | undefined, beside: HTMLElement | undefined) => void;
  readonly tell: (place: number, findings: readonly GraphFinding[]) => void;
  readonly hide: () => void;
}

/** Milliseconds until it comes, and until it goes, so that the pointer can reach it. */
const REST = 350;
const LEAVE = 200;

export function tip({ ask }: Pick<Actions, "ask">): Tip {
  const root = element("div", { class: "tip-box", role: "tooltip", hidden: true });
  let wanted: PictureNode | undefined;
  let shown: PictureNode | undefined;
  let due: ReturnType<typeof setTimeout> | undefined;
  let found: HTMLElement | undefined;
  const hide = () => {
    clearTimeout(due);
    wanted = undefined;
    shown = undefined;
    root.hidden = true;
  };
  const show = (node: PictureNode, beside: HTMLElement) => {
    shown = node;
    found = element("div", { class: "findings" });
    root.replaceChildren(element("b", {}, `${node.kind} ${node.name}`), nodeNotes(node), found);
    root.hidden = false;
    place(root, beside);
    if (node.place !== undefined) ask(node.place);
  };
  root.addEventListener("pointerenter", () => clearTimeout(due));
  root.addEventListener("pointerleave", hide);
  return {
    root,
    over(node, beside) {
      if (node === wanted) return;
      wanted = node;
      clearTimeout(due);
      if (node && beside) due = setTimeout(() => show(node, beside), REST);
      else due = setTimeout(hide, LEAVE);
    },
    tell(at, findings) {
      if (!shown || shown.place !== at) return;
      const told = shown.marks.map((it) => it.message);
      const fresh = findings.filter((it) => !told.includes(it.message));
      found?.replaceChildren(
        ...fresh.map((it) => element("p", { class: "note" }, `${it.severity}: ${it.message}`)),
      );
    },
    hide,
  };
}

/** Below the node, or above where there is no room; never outside the frame. */
function place(root: HTMLElement, beside: HTMLElement): void {
  const box = beside.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = root;
  const left = Math.max(4, Math.min(box.left, innerWidth - width - 4));
  const below = box.bottom + 4;
  const top = below + height > innerHeight ? Math.max(4, box.top - height - 4) : below;
  root.style.left = `${left}px`;
  root.style.top = `${top}px`;
}
