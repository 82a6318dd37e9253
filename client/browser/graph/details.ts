import type { GraphFinding, GraphPicture, PictureNode } from "../../../protocol/graphView.ts";
import { button, element } from "../element.ts";
import type { Actions } from "./actions.ts";
import { arounds, type Neighbour } from "./arounds.ts";
import { EDGE_TITLES } from "./edgeTitle.ts";
import { nodeNotes } from "./nodeNotes.ts";

/** What is known of the chosen node, and the ways on from it. */
export interface Details {
  readonly root: HTMLElement;
  readonly update: (picture: GraphPicture<unknown>, node: number | undefined) => void;
  readonly tell: (place: number, findings: readonly GraphFinding[]) => void;
}

export function details(actions: Actions): Details {
  const root = element("aside", {
    class: "details",
    "aria-label": "The chosen node",
    hidden: true,
  });
  let asked: number | undefined;
  /** What is said above already. */
  let told: readonly string[] = [];
  let found: HTMLElement | undefined;
  return {
    root,
    update(picture, index) {
      const node = index === undefined ? undefined : picture.nodes[index];
      root.hidden = !node;
      if (!node || index === undefined) return;
      found = element("div", { class: "findings" });
      asked = node.place;
      told = node.marks.map((it) => it.message);
      const { before, after } = arounds(picture)[index] ?? { before: [], after: [] };
      root.replaceChildren(
        head(node, () => actions.choose(undefined)),
        nodeNotes(node),
        found,
        doing(picture, node, index, actions),
        ...ways("Before it", before, picture, actions),
        ...ways("After it", after, picture, actions),
      );
      if (asked !== undefined) actions.ask(asked);
    },
    tell(place, findings) {
      if (place !== asked) return;
      const fresh = findings.filter((it) => !told.includes(it.message));
      found?.replaceChildren(...fresh.map(finding));
    },
  };
}

const head = ({ kind, namespace, name }: PictureNode, close: () => void): HTMLElement =>
  element(
    "div",
    { class: "details-head" },
    element(
      "div",
      {},
      element("h2", {}, name),
      element("p", { class: "muted" }, namespace === "" ? kind : `${kind} · ${namespace}`),
    ),
    button("✕", close, { class: "close", "aria-label": "Close" }),
  );

const MOODS = { error: "bad", warning: "open", information: "quiet", hint: "quiet" } as const;

const finding = ({ severity, code, message }: GraphFinding): HTMLElement =>
  element(
    "p",
    { class: "note" },
    element("b", { "data-mood": MOODS[severity] }, `${severity}: `),
    `${message} `,
    element("span", { class: "muted" }, code),
  );

function doing(
  { focus }: GraphPicture<unknown>,
  node: PictureNode,
  index: number,
  actions: Actions,
): HTMLElement {
  const { place, applies, isExpanded, id } = node;
  return element(
    "div",
    { class: "buttons" },
    button("Go to line", () => actions.reveal(place, true), { disabled: place === undefined }),
    button("Focus", () => actions.focus(index), {
      "aria-pressed": focus === id ? "true" : "false",
      title: "Only this, what it needs, and what needs it (f)",
    }),
    ...(applies > 0
      ? [
          button(`Applies ${applies}`, () => actions.expand(index), {
            "aria-pressed": isExpanded ? "true" : "false",
            title: "Show all that it applies (e)",
          }),
        ]
      : []),
  );
}

/** One row for each neighbour: the way to it, and to the field that says so. */
function ways(
  title: "Before it" | "After it",
  neighbours: readonly Neighbour[],
  picture: GraphPicture<unknown>,
  actions: Actions,
): readonly HTMLElement[] {
  if (neighbours.length === 0) return [];
  const side = title === "Before it" ? "before" : "after";
  const rows = neighbours.map(({ node, edge }) => {
    const when = edge.words.startsWith("when ") ? ` ${edge.words}` : "";
    const said = `${EDGE_TITLES[edge.type][side]} `;
    const name = picture.nodes[node]?.name ?? "";
    return element(
      "li",
      {},
      edge.place === undefined
        ? said
        : button(said.trim(), () => actions.reveal(edge.place, true), {
            class: "link",
            title: "Go to the line that says so",
          }),
      " ",
      button(name, () => actions.choose(node), { class: "link name-link" }),
      ...(when === "" ? [] : [element("code", {}, when)]),
      ...(edge.change === undefined ? [] : [element("b", {}, ` ${edge.change}`)]),
    );
  });
  return [element("h3", {}, title), element("ul", { class: "ways" }, ...rows)];
}
