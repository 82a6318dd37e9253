import type { GraphLayer, GraphPicture, GraphViewState } from "../../../protocol/graphView.ts";
import { button, element, setText, setValue } from "../element.ts";
import type { Actions } from "./actions.ts";
import { filters } from "./filters.ts";
import { saving } from "./saving.ts";

/** The controls above the picture. */
export interface Toolbar {
  readonly root: HTMLElement;
  readonly search: HTMLInputElement;
  readonly update: (picture: GraphPicture<unknown>, state: GraphViewState) => void;
  /** Which layers can be shown. */
  readonly allow: (layers: readonly GraphLayer[]) => void;
  /** How many nodes a search has found. */
  readonly found: (words: string) => void;
}

/** What the search box tells. */
export interface SearchEvents {
  readonly typed: (text: string) => void;
  /** The next one found, or the one before. */
  readonly step: (by: 1 | -1) => void;
  readonly leave: () => void;
}

const LAYERS: Readonly<Record<GraphLayer, string>> = {
  files: "Files",
  commit: "Last commit",
  cluster: "Cluster",
  "since-commit": "Changed since the last commit",
  apart: "Git and cluster",
};

/** Why a layer cannot be shown. */
const LACKING: Readonly<Record<GraphLayer, string>> = {
  files: "no files",
  commit: "the workspace is not trusted",
  cluster: "no cluster is chosen",
  "since-commit": "the workspace is not trusted",
  apart: "no cluster is chosen",
};

export function toolbar(actions: Actions, searching: SearchEvents): Toolbar {
  const layers = layerChoice(actions);
  const search = searchBox(searching);
  const found = element("span", { class: "found", role: "status" });
  const filter = filters(actions);
  const focus = button("", () => actions.focus(undefined), { class: "chip", hidden: true });
  const picture = button("Picture", () => actions.show("picture"));
  const table = button("Table", () => actions.show("table"));
  const root = element(
    "header",
    { class: "toolbar" },
    element("label", { class: "labelled" }, "Show ", layers),
    search,
    found,
    filter.root,
    focus,
    element("span", { class: "space" }),
    element("span", { class: "buttons", role: "group", "aria-label": "View" }, picture, table),
    saving(actions),
  );
  return {
    root,
    search,
    update(shown, { choice, shows }) {
      setValue(layers, choice.layer);
      filter.update(shown, choice);
      const node = shown.nodes.find((it) => it.id === shown.focus);
      focus.hidden = choice.focus === undefined;
      setText(focus, node ? `Focus: ${node.name} ✕` : "Focus: gone ✕");
      focus.setAttribute("aria-label", `End the focus on ${node?.name ?? "what is gone"}`);
      picture.setAttribute("aria-pressed", shows === "picture" ? "true" : "false");
      table.setAttribute("aria-pressed", shows === "table" ? "true" : "false");
    },
    allow(allowed) {
      for (const it of layers.options) {
        const layer = it.value as GraphLayer;
        it.disabled = !allowed.includes(layer);
        setText(it, it.disabled ? `${LAYERS[layer]} (${LACKING[layer]})` : LAYERS[layer]);
      }
    },
    found: (words) => setText(found, words),
  };
}

function layerChoice({ change }: Actions): HTMLSelectElement {
  const options = Object.entries(LAYERS).map(([value, words]) =>
    element("option", { value }, words),
  );
  const root = element("select", {}, ...options);
  root.addEventListener("change", () => change({ layer: root.value as GraphLayer }));
  return root;
}

function searchBox({ typed, step, leave }: SearchEvents): HTMLInputElement {
  const root = element("input", {
    type: "text",
    class: "search",
    placeholder: "Search ( / )",
    "aria-label": "Search nodes",
    spellcheck: "false",
  });
  root.addEventListener("input", () => typed(root.value));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") {
      root.value = "";
      leave();
    } else return;
    event.preventDefault();
  });
  return root;
}
