import type { SelectorNode } from "../../../protocol/selectors.ts";
import { button, element, svg } from "../element.ts";
import { card } from "./card.ts";
import { faultSign } from "./faultSign.ts";
import { type Box, drawnLinks } from "./links.ts";
import type { Actions, Part, Shown } from "./shown.ts";

const COLUMNS = [
  ["service", "Who selects"],
  ["pods", "Pods"],
  ["label", "Labels"],
] as const;

/** Three columns of boxes, with lines between them. */
export function columns(actions: Actions): Part {
  const lists = COLUMNS.map(([, title]) => element("ul", { "aria-label": title }));
  const lines = svg("svg", { class: "links", "aria-hidden": "true", focusable: "false" });
  const fold = button("Sum up again", () => actions.unfold(false), { class: "fold" });
  const root = element(
    "div",
    { class: "columns" },
    lines,
    fold,
    ...COLUMNS.map(([, title], at) =>
      element("section", { class: "column" }, element("h2", {}, title), lists[at] ?? ""),
    ),
  );
  let last: Shown | undefined;
  const draw = () => {
    if (!last) return;
    const { nodes, links } = last.moment;
    const { faults } = last.picture;
    const signOf = (fault: number) => faultSign(fault, faults[fault]?.severity);
    const frame = root.getBoundingClientRect();
    const named = new Map(nodes.map((it) => [it.id, it]));
    lines.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
    lines.replaceChildren(...drawnLinks(links, boxesIn(root, frame), named, signOf));
  };
  new ResizeObserver(draw).observe(root);
  for (const event of ["pointerover", "focusin"])
    root.addEventListener(event, (it) => trace(root, it));
  for (const event of ["pointerleave", "focusout"])
    root.addEventListener(event, () => untrace(root));
  return {
    root,
    update(shown) {
      last = shown;
      fold.hidden = !shown.isWhole;
      const { nodes, links } = shown.moment;
      const named = new Map(nodes.map((it) => [it.id, it]));
      const seen = shown.live.kind === "seen" ? shown.live.boxes : [];
      const boxes = new Map(seen.map((it) => [it.id, it]));
      const focused = document.activeElement?.getAttribute("data-id");
      COLUMNS.forEach(([column], at) => {
        const own = nodes.filter((it) => it.column === column);
        const made = own.map((it) =>
          element(
            "li",
            {},
            card(
              it,
              links.filter(({ from }) => from === it.id),
              named,
              boxes.get(it.id),
              actions,
            ),
          ),
        );
        lists[at]?.replaceChildren(
          ...(made.length > 0 ? made : [element("li", {}, NOTHING[column])]),
        );
      });
      if (focused) cardOf(root, focused)?.focus();
      draw();
    },
  };
}

const NOTHING: Readonly<Record<SelectorNode["column"], string>> = {
  service: "Nothing selects these pods.",
  pods: "There are no pods.",
  label: "No label is asked for.",
};

const cardsIn = (root: HTMLElement): readonly HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(".card"),
];

const cardOf = (root: HTMLElement, id: string): HTMLElement | undefined =>
  cardsIn(root).find((it) => it.dataset.id === id);

function boxesIn(root: HTMLElement, frame: DOMRect): ReadonlyMap<string, Box> {
  return new Map(
    cardsIn(root).map((it) => {
      const { left, top, width, height } = it.getBoundingClientRect();
      return [
        it.dataset.id ?? "",
        { left: left - frame.left, top: top - frame.top, width, height },
      ];
    }),
  );
}

/** The lines of the box under the pointer stand out. */
function trace(root: HTMLElement, { target }: Event): void {
  const id =
    target instanceof Element ? target.closest<HTMLElement>(".card")?.dataset.id : undefined;
  untrace(root);
  if (id === undefined) return;
  root.dataset.traced = "true";
  for (const it of root.querySelectorAll<SVGElement>(".link")) {
    if (it.dataset.ends?.split(" ").includes(id)) it.dataset.traced = "true";
  }
}

function untrace(root: HTMLElement): void {
  delete root.dataset.traced;
  for (const it of root.querySelectorAll<SVGElement>(".link")) delete it.dataset.traced;
}
