import type { SelectorLink, SelectorNode } from "../../../protocol/selectors.ts";
import { svg } from "../element.ts";
import { linkPath, middleOf, type Point, spreadOver, widthOf } from "./linkPath.ts";

/** Where a box stands, in pixels from the top left of the picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Links as lines between boxes, a share or the sign of a fault in the middle. They are told in words at the boxes.
 *
 * @param signOf a fault by its number: `✕ 1`
 */
export function drawnLinks(
  links: readonly SelectorLink[],
  boxes: ReadonlyMap<string, Box>,
  named: ReadonlyMap<string, SelectorNode>,
  signOf: (fault: number) => string,
): readonly SVGElement[] {
  const leaving = slots(links, boxes, (it) => it.from);
  const arriving = slots(links, boxes, (it) => it.to);
  return links.flatMap((link) => {
    const [from, to] = [boxes.get(link.from), boxes.get(link.to)];
    if (!from || !to) return [];
    const start = { x: from.left + from.width, y: from.top + (leaving.get(link) ?? 0) };
    const end = { x: to.left, y: to.top + (arriving.get(link) ?? 0) };
    const about = {
      class: "link",
      "data-state": link.state,
      "data-role": roleOf(link, named),
      "data-ends": `${link.from} ${link.to}`,
    };
    const line = svg("path", { d: linkPath(start, end), "stroke-width": widthOf(link.share) });
    return [svg("g", about, line, ...middle(link, middleOf(start, end), signOf))];
  });
}

/** The lines of a canary look alike, from its Service to its label. */
function roleOf({ from, to }: SelectorLink, named: ReadonlyMap<string, SelectorNode>) {
  return named.get(to)?.role ?? named.get(from)?.role;
}

function slots(
  links: readonly SelectorLink[],
  boxes: ReadonlyMap<string, Box>,
  end: (link: SelectorLink) => string,
): ReadonlyMap<SelectorLink, number> {
  const found = new Map<SelectorLink, number>();
  const other = (it: SelectorLink) => boxes.get(end(it) === it.from ? it.to : it.from)?.top ?? 0;
  for (const [id, box] of boxes) {
    const own = links.filter((it) => end(it) === id).sort((a, b) => other(a) - other(b));
    const at = spreadOver(own.length, box.height);
    for (const [index, it] of own.entries()) found.set(it, at[index] ?? box.height / 2);
  }
  return found;
}

function middle(
  { share, state, fault }: SelectorLink,
  at: Point,
  signOf: (fault: number) => string,
): readonly SVGElement[] {
  const text = fault !== undefined ? signOf(fault) : state === "broken" ? "✕" : shortShare(share);
  if (text === undefined) return [];
  const width = 10 + text.length * 6;
  return [
    svg("rect", { x: at.x - width / 2, y: at.y - 9, width, height: 18, rx: 9 }),
    svg("text", { x: at.x, y: at.y + 4, "text-anchor": "middle" }, text),
  ];
}

/** One that has room at a line; longer ones stand in the box alone. */
export const shortShare = (share: string | undefined): string | undefined =>
  share !== undefined && share.length <= 5 ? share : undefined;
