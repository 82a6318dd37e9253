import type { LiveBox, SelectorLink, SelectorNode } from "../../../protocol/selectors.ts";
import { button, element } from "../element.ts";
import { shortShare } from "./links.ts";
import type { Actions } from "./shown.ts";
import { toWords } from "./twinRows.ts";

/** A box of the picture. One that stands in a file is a button that leads there. */
export function card(
  node: SelectorNode,
  out: readonly SelectorLink[],
  named: ReadonlyMap<string, SelectorNode>,
  live: LiveBox | undefined,
  actions: Actions,
): HTMLElement {
  const { id, kind, name, lines, place, role, isPicked, state, isMade, fault } = node;
  const badges = [
    ...(role ? [element("span", { class: "badge", "data-role": role }, role)] : []),
    ...(fault === undefined ? [] : [mark(fault)]),
  ];
  const shares = out.flatMap(({ share }) => share ?? []);
  const attributes = {
    class: "card",
    "data-id": id,
    "data-state": state,
    "data-picked": isPicked,
    "data-fault": fault !== undefined,
    "data-role": role,
  };
  const content = [
    ...(kind === "" ? [] : [element("span", { class: "kind" }, kind)]),
    element("span", { class: "name" }, name),
    ...(badges.length > 0 ? [element("span", { class: "badges" }, ...badges)] : []),
    ...[...lines, ...(isMade ? ["made by Flagger"] : [])].map((it) =>
      element("span", { class: "line" }, it),
    ),
    ...shares.map((it) =>
      // A short one stands at its line, where there is one.
      element("span", { class: shortShare(it) ? "way" : "line share" }, `traffic: ${it}`),
    ),
    ...liveLines(node, live),
    ...out.map((it) => element("span", { class: "way" }, `leads to ${toWords(it, named)}`)),
  ].flatMap((it) => [it, " "]);
  if (node.count !== undefined) {
    const all = button("Show all", () => actions.unfold(true), {
      "aria-label": `Show all: ${name}`,
    });
    return element("div", attributes, ...content, all);
  }
  if (place === undefined) return element("div", attributes, ...content);
  const made = element(
    "button",
    { type: "button", title: "Show in its file", ...attributes },
    ...content,
  );
  made.addEventListener("click", () => actions.reveal(place));
  return made;
}

/** What the cluster has, and whether that is what the picture says. */
function liveLines({ by }: SelectorNode, live: LiveBox | undefined): readonly HTMLElement[] {
  if (!live) return [];
  const mood = MOODS[live.state];
  const lines = [element("span", { class: "live", "data-mood": mood }, `● ${live.words}`)];
  if (by === undefined || live.by === undefined || sorted(by) === sorted(live.by)) return lines;
  const differs = `≠ selects ${live.by} in the cluster`;
  return [element("span", { class: "live", "data-mood": "open" }, differs), ...lines];
}

const MOODS = { well: "good", ill: "open", empty: "" } as const;

const sorted = (labels: string): string => labels.split(", ").sort().join(", ");

/** The number of a fault, as the list of faults has it. */
const mark = (fault: number): HTMLElement =>
  element("span", { class: "badge", "data-mood": "bad" }, `✕ fault ${fault + 1}`);
